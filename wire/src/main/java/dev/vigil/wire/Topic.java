package dev.vigil.wire;

import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// A topic: its name, what its records are, how long they are kept.
///
/// @param retention null: kept as long as the key's newest record, by compaction
public record Topic<K, V>(String name, Codec<K> key, Codec<V> value, Family family, Cleanup cleanup,
        @Nullable Duration retention) {

    /// Topics of one family have equal partition counts, so that equal keys meet in one task.
    public enum Family {
        DEVICE, PATIENT, FREE
    }

    /// What happens to old records.
    public enum Cleanup {
        DELETE, COMPACT, COMPACT_AND_DELETE
    }

    public Serializer<K> keySerializer() {
        return serializer(key);
    }

    /// A null value is a tombstone.
    public Serializer<V> valueSerializer() {
        return serializer(value);
    }

    private static <T> Serializer<T> serializer(Codec<T> codec) {
        return new Serializer<>() {
            @Override
            @SuppressWarnings("NullAway") // Kafka's null value is a tombstone
            public byte[] serialize(String topic, @Nullable T item) {
                return item == null ? null : codec.encode(item);
            }

            @Override
            public byte[] serialize(String topic, Headers headers, @Nullable T item) {
                return serialize(topic, item);
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
