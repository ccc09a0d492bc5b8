package dev.vigil.wire;

/// Bytes to value and back. Decoding bytes that somebody else wrote can fail, and says so as a checked exception:
/// no reader may forget that a topic can hold anything.
public interface Codec<T> {

    byte[] encode(T value);

    T decode(byte[] bytes) throws MalformedRecord;
}
