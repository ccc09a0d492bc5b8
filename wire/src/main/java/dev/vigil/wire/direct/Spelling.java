package dev.vigil.wire.direct;

import dev.vigil.wire.Codec;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.direct.JsonSpan.Unusual;

/// How one type is written byte by byte, and read back where it is as we write it. Whatever else comes is read, or
/// refused with its reason, by the general codec: what is accepted does not depend on who wrote it.
///
/// @param write as the general codec writes it, to the byte
public record Spelling<T>(Codec<T> general, Write<T> write, Read<T> read) implements Codec<T> {

    interface Write<T> {
        void write(JsonBytes json, T value);
    }

    interface Read<T> {
        T read(JsonSpan json) throws Unusual;
    }

    @Override
    public byte[] encode(T value) {
        JsonBytes json = new JsonBytes();
        write.write(json, value);
        return json.toBytes();
    }

    @Override
    public T decode(byte[] bytes) throws MalformedRecord {
        try {
            JsonSpan json = new JsonSpan(bytes);
            T value = read.read(json);
            json.end();
            return value;
        } catch (Unusual | IllegalArgumentException e) {
            return general.decode(bytes);
        }
    }

    /// Leaves reading to the general codec.
    static <T> Read<T> unread() {
        return json -> {
            throw new Unusual();
        };
    }
}
