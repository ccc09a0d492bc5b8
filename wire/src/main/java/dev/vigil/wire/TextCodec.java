package dev.vigil.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// A value as UTF-8 text. Bytes that are not UTF-8 are malformed, never silently replaced.
record TextCodec<T>(String what, Function<T, String> write, Function<String, T> read) implements Codec<T> {

    @Override
    public byte[] encode(T value) {
        return write.apply(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public T decode(byte[] bytes) throws MalformedRecord {
        try {
            return read.apply(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new MalformedRecord(what + " is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw new MalformedRecord(what + ": " + e.getMessage());
        }
    }
}
