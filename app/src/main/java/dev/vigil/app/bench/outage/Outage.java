package dev.vigil.app.bench.outage;

import dev.vigil.app.client.IngestClient;
import dev.vigil.app.client.PushCount;
import dev.vigil.app.client.Server;
import dev.vigil.app.reconcile.TopicReader;
import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.reading.Reading;
import dev.vigil.ingest.Ingest;
import dev.vigil.ingest.IngestConfig;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A real broker is stopped and, after a while, started again, while gateways that follow ingest's replies go on
/// taking readings. Each reading they took must be in Kafka at the end.
///
/// @param directory of the broker, empty before
/// @param around how long the gateways work before and after the outage
public record Outage(Path directory, Durability durability, int gateways, Duration around, Duration outage,
        InstantSource clock) {

    private static final Duration PATIENCE_AFTER = Duration.ofMinutes(5);
    private static final int PARTITIONS = 4;

    /// What came of it.
    ///
    /// @param kept different readings in Kafka
    /// @param copies records beyond them: readings that were stored but whose answer was late; admission knows them
    /// @param lost readings taken by a gateway that Kafka does not have
    /// @param caughtUp from the last reading taken, some seconds after the broker's return, until all were acknowledged
    public record Report(long taken, long accepted, long retries, long kept, long copies, long lost,
            Duration caughtUp) {

        public boolean nothingLost() {
            return lost == 0 && taken == accepted && kept == taken;
        }

        @Override
        public String toString() {
            return ("taken %,d, acknowledged %,d, uploads repeated %,d; in Kafka %,d (and %,d copies, known by their "
                    + "identity); lost %,d; all answered %.1f s after the last one was taken").formatted(taken,
                            accepted,
                            retries, kept, copies, lost, caughtUp.toMillis() / 1000.0);
        }
    }

    public Report run(Consumer<String> line) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory, 0, durability));
        KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
        try (TopicProvisioner topics = new TopicProvisioner(kafka)) {
            topics.ensure(PARTITIONS, 1);
        }
        PushCount count = new PushCount();
        try (Ingest ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null), kafka,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), clock);
                IngestClient client = new IngestClient(new Server(URI.create("http://127.0.0.1:" + ingest.port()),
                        null, null), outage.plus(PATIENCE_AFTER), count)) {
            List<HomeGateway> homes = new ArrayList<>();
            List<Thread> working = work(homes, client, clock.instant().plus(around.multipliedBy(2)).plus(outage));
            Thread.sleep(around);
            line.accept("Stopping the broker for " + outage);
            broker.close();
            Thread.sleep(outage);
            broker = EmbeddedBroker.start(new BrokerConfig(directory, port(kafka), durability));
            Instant back = clock.instant();
            line.accept("The broker is back");
            for (Thread each : working) {
                each.join();
            }
            Duration rest = Duration.between(back.plus(around), clock.instant());
            return report(homes, count, kafka, rest.isNegative() ? Duration.ZERO : rest);
        } finally {
            broker.close();
        }
    }

    private List<Thread> work(List<HomeGateway> homes, IngestClient client, Instant end) {
        List<Thread> working = new ArrayList<>();
        for (int number = 0; number < gateways; number++) {
            HomeGateway home = new HomeGateway(number, client, clock);
            homes.add(home);
            working.add(Thread.ofVirtual().start(() -> {
                try {
                    home.work(end);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        return working;
    }

    private static Report report(List<HomeGateway> homes, PushCount count, KafkaConnection kafka, Duration caughtUp) {
        Set<String> taken = new HashSet<>();
        homes.forEach(home -> taken.addAll(home.taken()));
        Set<String> kept = new HashSet<>();
        AtomicInteger records = new AtomicInteger();
        try (TopicReader reader = new TopicReader(kafka)) {
            reader.read(Topics.READINGS.name(), (value, place) -> {
                Reading reading = Topics.READINGS.value().decode(value);
                kept.add(reading.deviceId().value() + "|" + reading.id().value());
                records.incrementAndGet();
            }, unreadable -> {});
        }
        long lost = taken.stream().filter(reading -> !kept.contains(reading)).count();
        return new Report(taken.size(), count.accepted(), count.retries(), kept.size(), records.get() - kept.size(),
                lost, caughtUp);
    }

    private static int port(KafkaConnection kafka) {
        return Integer.parseInt(kafka.bootstrapServers().replaceFirst("^.*:", ""));
    }
}
