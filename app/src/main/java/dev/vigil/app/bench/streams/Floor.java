package dev.vigil.app.bench.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The least that a stream of readings takes with this library: the reading's JSON is parsed and one result is written,
/// without and with a state of its patient. Nothing is judged.
final class Floor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final String STORE = "floor";
    private static final int STATE_BYTES = 600;

    private final boolean stateful;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable KeyValueStore<byte[], byte[]> store;

    private Floor(boolean stateful) {
        this.stateful = stateful;
    }

    static Topology topology(boolean stateful, String results) {
        Topology topology = new Topology();
        topology.addSource("readings", new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                Topics.READINGS.name());
        topology.addProcessor("parse", () -> new Floor(stateful), "readings");
        if (stateful) {
            topology.addStateStore(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE),
                    Serdes.ByteArray(), Serdes.ByteArray()).withLoggingEnabled(Map.of()), "parse");
        }
        topology.addSink("results", results, new ByteArraySerializer(), new ByteArraySerializer(), "parse");
        return topology;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = stateful ? processorContext.getStateStore(STORE) : null;
    }

    @Override
    @SuppressWarnings("NullAway") // context is set before the first record
    public void process(Record<byte[], byte[]> record) {
        try {
            JsonNode reading = Json.mapper().readTree(record.value());
            ObjectNode result = Json.mapper().createObjectNode().put("deviceId", reading.path("deviceId").asText())
                    .put("takenAt", reading.path("takenAt").asText())
                    .put("measurements", reading.path("measurements").size());
            if (store != null) {
                result.put("count", counted(store, record.key()));
            }
            context.forward(record.withValue(Json.mapper().writeValueAsBytes(result)));
        } catch (IOException e) {
            throw new UncheckedIOException("a reading of the benchmark is no JSON", e);
        }
    }

    private static long counted(KeyValueStore<byte[], byte[]> store, byte[] key) {
        byte[] before = store.get(key);
        byte[] after = before == null ? new byte[STATE_BYTES] : Arrays.copyOf(before, STATE_BYTES);
        long count = ByteBuffer.wrap(after).getLong(0) + 1;
        ByteBuffer.wrap(after).putLong(0, count);
        store.put(key, after);
        return count;
    }
}
