package dev.vigil.app.bench.streams;

import dev.vigil.app.bench.ProcessMemory;
import dev.vigil.app.house.Meters;
import dev.vigil.streams.Streams;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.StreamsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;

/// One variant in a process of its own.
final class VariantProcess {

    static final String RESULTS = "bench.results";

    private VariantProcess() {
    }

    /// @param arguments where to say that it is ready, the variant, the bootstrap servers, the state directory, the
    ///     threads
    public static void main(String[] arguments) throws Exception {
        Variant variant = Variant.valueOf(arguments[1]);
        KafkaConnection kafka = KafkaConnection.to(arguments[2]);
        MeterRegistry meters = Meters.ofThisProcess();
        try (AutoCloseable running =
                start(variant, kafka, Path.of(arguments[3]), Integer.parseInt(arguments[4]), meters)) {
            MeasuredProcess.greet(Path.of(arguments[0]), "ready");
            while (System.in.read() >= 0) { // whatever is said to it asks for its memory
                System.gc();
                MeasuredProcess.greet(Path.of(arguments[0] + MeasuredProcess.MEMORY),
                        ProcessMemory.ofThisProcess().map(ProcessMemory::toString).orElse("unknown")
                                + restored(meters));
            }
        }
    }

    /// What came back from changelogs, of stores that had something to bring back.
    private static String restored(MeterRegistry meters) {
        return meters.find("vigil.streams.restored.records").counters().stream().filter(store -> store.count() > 0)
                .map(store -> "; %s: %,.0f records restored in %.1f s, its partitions' times together".formatted(
                        store.getId().getTag("store"), store.count(),
                        meters.timer("vigil.streams.restore", store.getId().getTags()).totalTime(TimeUnit.SECONDS)))
                .sorted().collect(Collectors.joining());
    }

    private static AutoCloseable start(Variant variant, KafkaConnection kafka, Path state, int threads,
            MeterRegistry meters) {
        return switch (variant) {
            case PARSE -> floor(variant, false, kafka, state, threads);
            case STATE -> floor(variant, true, kafka, state, threads);
            case DSL -> peer(variant, kafka, state, threads);
            case FLINK -> throw new IllegalArgumentException("Flink has a program of its own");
            case VIGIL -> Streams.start(StreamsConfig.at(state, threads), kafka, meters, InstantSource.system());
        };
    }

    /// With the cache that Kafka Streams has by default, which spares it many a write.
    private static AutoCloseable peer(Variant variant, KafkaConnection kafka, Path state, int threads) {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings(variant.application(), state, threads)
                .properties(kafka, Failover.cautious()));
        properties.put("group.protocol", "classic");
        properties.remove("statestore.cache.max.bytes");
        KafkaStreams streams = new KafkaStreams(DslPeer.topology(RESULTS), properties);
        streams.start();
        return streams;
    }

    private static AutoCloseable floor(Variant variant, boolean stateful, KafkaConnection kafka, Path state,
            int threads) {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings(variant.application(), state, threads)
                .properties(kafka, Failover.cautious()));
        properties.put("group.protocol", "classic");
        KafkaStreams streams = new KafkaStreams(Floor.topology(stateful, RESULTS), properties);
        streams.start();
        return streams;
    }
}
