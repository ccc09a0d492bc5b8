package dev.vigil.app.bench.streams;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Instants;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/// The straightforward way: three hopping windows of the DSL and one threshold. Both vitals are folded together, which
/// halves what the windows cost; the aggregates are bytes already, so that no serde is measured.
final class DslPeer {

    private static final int PARTS = 7;
    private static final double THRESHOLD = 93;
    private static final int LEAST_READINGS = 3;

    private DslPeer() {
    }

    static Topology topology(String results) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<byte[], byte[]> readings = builder.stream(Topics.READINGS.name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("readings")
                        .withTimestampExtractor((record, before) -> takenAt((byte[]) record.value()).toEpochMilli()))
                .groupByKey(Grouped.as("by-device"));
        window(readings, "five-minutes", Duration.ofMinutes(5), Duration.ofSeconds(10), results);
        window(readings, "hour", Duration.ofHours(1), Duration.ofMinutes(1), results);
        window(readings, "day", Duration.ofHours(24), Duration.ofMinutes(15), results);
        return builder.build();
    }

    private static void window(KGroupedStream<byte[], byte[]> readings, String name, Duration length, Duration hop,
            String results) {
        readings.windowedBy(TimeWindows.ofSizeWithNoGrace(length).advanceBy(hop))
                .aggregate(() -> new byte[PARTS * Long.BYTES], (key, reading, tally) -> fold(reading, tally),
                        Named.as(name),
                        Materialized.<byte[], byte[], WindowStore<Bytes, byte[]>>as(name + "-store")
                                .withKeySerde(Serdes.ByteArray()).withValueSerde(Serdes.ByteArray()))
                .toStream(Named.as(name + "-updates"))
                .filter((window, tally) -> isLow(tally), Named.as(name + "-low"))
                .map((window, tally) -> KeyValue.pair(window.key(),
                        (name + " " + mean(tally)).getBytes(StandardCharsets.UTF_8)), Named.as(name + "-result"))
                .to(results, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name + "-results"));
    }

    private static byte[] fold(byte[] json, byte[] tally) {
        JsonNode reading = parse(json);
        ByteBuffer before = ByteBuffer.wrap(tally);
        ByteBuffer after = ByteBuffer.allocate(tally.length);
        boolean first = before.getLong(0) == 0;
        after.putLong(before.getLong() + 1);
        for (JsonNode measurement : reading.path("measurements")) {
            double value = measurement.path("value").asDouble();
            double sum = before.getDouble();
            double least = before.getDouble();
            double most = before.getDouble();
            after.putDouble(sum + value).putDouble(first ? value : Math.min(least, value))
                    .putDouble(first ? value : Math.max(most, value));
        }
        return after.array();
    }

    private static boolean isLow(byte[] tally) {
        return ByteBuffer.wrap(tally).getLong() >= LEAST_READINGS && mean(tally) < THRESHOLD;
    }

    /// Of the saturation, which comes first in each reading of the benchmark.
    private static double mean(byte[] tally) {
        ByteBuffer parts = ByteBuffer.wrap(tally);
        return parts.getDouble(Long.BYTES) / parts.getLong(0);
    }

    private static Instant takenAt(byte[] json) {
        return Instants.parse(parse(json).path("takenAt").asText());
    }

    private static JsonNode parse(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a reading of the benchmark is no JSON", e);
        }
    }
}
