package dev.vigil.wire.state;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Kept state to bytes and back. Decoding what another version wrote is this interface's duty for as long as changelogs
/// are kept; bytes it cannot know are an [IllegalStateException].
public interface StateCodec<T> {

    byte[] encode(T state);

    T decode(byte[] bytes);

    /// For a store: a null there is nothing kept.
    @SuppressWarnings("NullAway")
    default Serde<T> serde() {
        Serializer<@Nullable T> write = (topic, state) -> state == null ? null : encode(state);
        Deserializer<@Nullable T> read = (topic, bytes) -> bytes == null ? null : decode(bytes);
        return Serdes.serdeFrom(write, read);
    }
}
