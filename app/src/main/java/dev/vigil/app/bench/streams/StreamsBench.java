package dev.vigil.app.bench.streams;

import dev.vigil.app.bench.Percentiles;
import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/// Each variant in a process of its own beside a broker of its own, both fresh: readings are pushed, read to the end,
/// and the processes' CPU time is divided by their number. The readings' sender is no part of it, and neither is the
/// warm-up.
///
/// @param directory empty
/// @param length of each variant's measurement, about
/// @param apart the time between two readings of one patient
/// @param window the length of the plan's windows, null for those that the plan has
/// @param peers whether to measure the peers too
/// @param flink where the program of the Flink peer lies, null where it is not to be had
public record StreamsBench(Path directory, int patients, Duration apart, Duration warmUp, Duration length, int threads,
        @Nullable String window, boolean peers, @Nullable Path flink, InstantSource clock) {

    private static final String FLINK_PEER = "dev.vigil.bench.flink.FlinkPeer";

    private static final int PARTITIONS = 4;
    private static final String HEAP = "3g";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int LATENCY_RATE = 500;
    private static final int LATENCY_SECONDS = 20;

    /// Alarms come before those that are measured: nothing in the drained readings raises a signal, so the code that
    /// does so would be measured while it is being compiled.
    private static final int ALARM_WARM_UP_SECONDS = 30;

    /// @return whether Vigil takes at most one and a half times the CPU of both floors together
    public boolean run(Consumer<String> line) throws Exception {
        line.accept("%,d patients, readings of two vitals %s apart, %d threads, %d partitions"
                .formatted(patients, apart, threads, PARTITIONS));
        Map<Variant, Cost> costs = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            if (isWanted(variant)) {
                costs.put(variant, measure(variant, line));
            }
        }
        double floors = Stream.of(Variant.PARSE, Variant.STATE).mapToDouble(floor -> costOf(costs, floor)).sum();
        double ratio = costOf(costs, Variant.VIGIL) / floors;
        line.accept("Vigil takes %.2f times the CPU of the two floors together (%.1f us of the process)"
                .formatted(ratio, floors));
        costs.keySet().stream().filter(Variant::isPeer).forEach(peer -> line.accept("%s takes %.0f times Vigil's"
                .formatted(peer.title(), costOf(costs, peer) / costOf(costs, Variant.VIGIL))));
        return ratio <= 1.5;
    }

    /// Vigil alone, with what it holds in memory and on disk, and how long a killed one takes to come back.
    public double growth(Consumer<String> line) throws Exception {
        return measure(Variant.VIGIL, line).process();
    }

    private boolean isWanted(Variant variant) {
        return switch (variant) {
            case PARSE, STATE, VIGIL -> true;
            case DSL -> peers;
            case FLINK -> peers && flink != null;
        };
    }

    private static double costOf(Map<Variant, Cost> costs, Variant variant) {
        return costs.getOrDefault(variant, Cost.NONE).process();
    }

    private Cost measure(Variant variant, Consumer<String> line) throws Exception {
        Path own = Files.createDirectories(directory.resolve(variant.name()));
        Path log = own.resolve("log");
        try (MeasuredProcess broker = MeasuredProcess.start(BrokerProcess.class, "1g", log,
                List.of(own.resolve("kafka").toString()))) {
            KafkaConnection kafka = KafkaConnection.to(broker.greeting());
            createTopics(kafka);
            int more = variant == Variant.VIGIL ? LATENCY_RATE * (ALARM_WARM_UP_SECONDS + LATENCY_SECONDS) : 0;
            try (Homes homes = new Homes(kafka, patients, apart, window, clock);
                    Drain drain = new Drain(kafka, PARTITIONS);
                    MeasuredProcess streams = start(variant, broker.greeting(), own)) {
                homes.enrol(more);
                Cost cost = new Turn(variant, homes, drain, streams, broker).measure();
                line.accept("%-40s %s".formatted(window == null ? variant.title() : "with windows of " + window, cost));
                if (more > 0) {
                    latency(homes, kafka, more, line);
                    line.accept("%,d patients: %s, state on disk %,d MiB, Kafka's log %,d MiB".formatted(patients,
                            streams.memory(), mebibytes(own.resolve("state")), mebibytes(own.resolve("kafka"))));
                    streams.kill();
                    restore(variant, broker.greeting(), own, homes, drain, line);
                }
                return cost;
            }
        }
    }

    /// The dead one's session and transaction must end first, as they must when an instance dies.
    private void restore(Variant variant, String bootstrapServers, Path own, Homes homes, Drain drain,
            Consumer<String> line) throws Exception {
        long begun = System.nanoTime();
        try (MeasuredProcess again = start(variant, bootstrapServers, own)) {
            homes.push(1);
            drain.await(variant, PATIENCE);
            line.accept("after kill -9, without a standby, the next reading was through %.1f s after the start (%s)"
                    .formatted(seconds(Duration.ofNanos(System.nanoTime() - begun)), again.memory()));
        }
    }

    private static long mebibytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() >> 20;
        }
    }

    private MeasuredProcess start(Variant variant, String bootstrapServers, Path own)
            throws IOException, InterruptedException {
        String state = Files.createDirectories(own.resolve("state")).toString();
        Path log = own.resolve("log");
        if (variant == Variant.FLINK && flink != null) {
            return MeasuredProcess.start(flink.resolve("*").toString(), FLINK_PEER, HEAP, log,
                    List.of(bootstrapServers, state, Integer.toString(threads), Topics.READINGS.name(),
                            VariantProcess.RESULTS, variant.application()));
        }
        return MeasuredProcess.start(VariantProcess.class, HEAP, log,
                List.of(variant.name(), bootstrapServers, state, Integer.toString(threads)));
    }

    /// The processes of one variant while it is measured.
    private final class Turn {
        private final Variant variant;
        private final Homes homes;
        private final Drain drain;
        private final MeasuredProcess streams;
        private final MeasuredProcess broker;

        Turn(Variant variant, Homes homes, Drain drain, MeasuredProcess streams, MeasuredProcess broker) {
            this.variant = variant;
            this.homes = homes;
            this.drain = drain;
            this.streams = streams;
            this.broker = broker;
        }

        Cost measure() throws Exception {
            drained(variant.first());
            double rate = variant.first() / seconds(drained(variant.first()));
            long warm = Math.round(rate * warmUp.toSeconds());
            rate = warm / seconds(drained(warm));
            long readings = Math.round(rate * length.toSeconds());
            Duration streamsBefore = streams.cpu();
            Duration brokerBefore = broker.cpu();
            Duration took = drained(readings);
            return new Cost(micros(streams.cpu().minus(streamsBefore), readings),
                    micros(broker.cpu().minus(brokerBefore), readings), readings / seconds(took), readings);
        }

        private Duration drained(long readings) throws Exception {
            long begun = System.nanoTime();
            homes.push(readings);
            drain.await(variant, PATIENCE);
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    private void latency(Homes homes, KafkaConnection kafka, int more, Consumer<String> line) throws Exception {
        int warm = patients + LATENCY_RATE * ALARM_WARM_UP_SECONDS;
        try (SignalLatency latency = new SignalLatency(kafka, PARTITIONS)) {
            latency.of(homes, LATENCY_RATE, IntStream.range(patients, warm).boxed().toList());
            Percentiles took = latency.of(homes, LATENCY_RATE, IntStream.range(warm, patients + more).boxed().toList());
            line.accept("at %d readings a second, from acknowledged to a committed signal: %s".formatted(LATENCY_RATE,
                    took));
        }
    }

    private void createTopics(KafkaConnection kafka) throws Exception {
        try (TopicProvisioner topics = new TopicProvisioner(kafka); Admin admin = Admin.create(kafka.properties())) {
            topics.ensure(PARTITIONS, 1);
            admin.createTopics(List.of(new NewTopic(VariantProcess.RESULTS, PARTITIONS, (short) 1))).all().get();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double micros(Duration cpu, long readings) {
        return cpu.toNanos() / 1e3 / readings;
    }
}
