package dev.vigil.wire.state;

/// Kept state to bytes and back. Decoding what another version wrote is this interface's duty for as long as changelogs
/// are kept; bytes that it cannot know are a [RuntimeException], never a loop and never more memory than they take.
public interface StateCodec<T> {

    byte[] encode(T state);

    T decode(byte[] bytes);
}
