package dev.vigil.app.bench.fhir;

import com.sun.management.OperatingSystemMXBean;
import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.FhirExportConfig;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How fast a backlog drains: Observations that piled up in Kafka go to files, to a server in memory or to a real one,
/// and are counted there.
public final class FhirBench {

    private static final int PARTITIONS = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration A_LINE_EVERY = Duration.ofSeconds(15);

    private final InstantSource clock;
    private final Consumer<String> line;

    public FhirBench(InstantSource clock, Consumer<String> line) {
        this.clock = clock;
        this.line = line;
    }

    /// @param server to drain into; null for files and a server in memory
    /// @return whether each server counts what it was sent
    public boolean run(int observations, @Nullable URI server, Path directory) throws Exception {
        new EncodingBench(clock.instant()).run(line);
        if (server != null) {
            return drainInto(server, observations, directory);
        }
        double own = drain("NDJSON files", observations, null, directory.resolve("files"));
        try (MemoryEhr ehr = MemoryEhr.start()) {
            return own > 0
                    && drain("a FHIR server in memory", observations, ehr.base(), directory.resolve("memory")) > 0;
        }
    }

    /// How long a server takes, and what part of that is its own.
    ///
    /// @return whether it counts what it was sent
    public boolean drainInto(URI server, int observations, Path directory) throws Exception {
        double own = drain("NDJSON files", observations, null, directory.resolve("files"));
        double rate = drain("the FHIR server", observations, server, directory.resolve("server"));
        line.accept("the exporter alone would take %.1f %% of that time: the rest is the server's"
                .formatted(100 * rate / own));
        return own > 0 && rate > 0;
    }

    /// @return Observations a second, negative where the counts differ
    private double drain(String where, int observations, @Nullable URI server, Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory.resolve("kafka"), 0,
                Durability.OS))) {
            KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
            try (TopicProvisioner topics = new TopicProvisioner(kafka)) {
                topics.ensure(PARTITIONS, 1);
                topics.awaitAll();
            }
            awaitServed(kafka);
            publish(kafka, observations);
            long before = server == null ? 0 : count(server);
            long cpu = cpu();
            long started = System.nanoTime();
            FhirExportConfig config = new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), server, null,
                    true, Flavour.R4);
            double first;
            double seconds;
            try (FhirExport export = FhirExport.start(config, kafka,
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), clock)) {
                awaitDelivered(kafka, 1, started);
                first = (System.nanoTime() - started) / 1e9;
                awaitDelivered(kafka, observations, started);
                seconds = (System.nanoTime() - started) / 1e9;
            }
            double cpuSeconds = (cpu() - cpu) / 1e9;
            long there = server == null ? lines(directory.resolve("fhir")) : count(server) - before;
            line.accept(
                    "%,d Observations to %s in %.1f s, the first after %.1f s: %,.0f/s, %.0f µs of CPU each; %,d there"
                            .formatted(observations, where, seconds, first, observations / seconds,
                                    cpuSeconds * 1e6 / observations, there));
            return there == observations ? observations / seconds : -1;
        }
    }

    /// A producer's first batch may come before the broker serves the partition and its second one after: then the
    /// first one is out of sequence for ever.
    private static void awaitServed(KafkaConnection kafka) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toMap(
                partition -> new TopicPartition(Topics.OBSERVATIONS.name(), partition),
                partition -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(kafka.properties())) {
            while (true) {
                try {
                    admin.listOffsets(partitions).all().get();
                    return;
                } catch (ExecutionException e) {
                    Thread.sleep(BETWEEN_LOOKS);
                }
            }
        }
    }

    private void publish(KafkaConnection kafka, int observations) {
        BacklogReadings backlog = new BacklogReadings(clock.instant().minus(Duration.ofHours(8)));
        var properties = kafka.producerProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 200_000);
        try (var producer = new KafkaProducer<>(properties, Topics.OBSERVATIONS.keySerializer(),
                Topics.OBSERVATIONS.valueSerializer())) {
            for (int number = 0; number < observations; number++) {
                Observation reading = backlog.reading(number);
                producer.send(new ProducerRecord<>(Topics.OBSERVATIONS.name(), reading.patientId(), reading));
            }
            producer.flush();
        }
    }

    private void awaitDelivered(KafkaConnection kafka, int observations, long started) throws Exception {
        long lastLine = started;
        try (Admin admin = Admin.create(kafka.properties())) {
            while (true) {
                long delivered = admin.listConsumerGroupOffsets(FhirExport.GROUP).partitionsToOffsetAndMetadata()
                        .get().values().stream().mapToLong(OffsetAndMetadata::offset).sum();
                if (delivered >= observations) {
                    return;
                }
                if (System.nanoTime() - lastLine > A_LINE_EVERY.toNanos()) {
                    lastLine = System.nanoTime();
                    line.accept("  %,d delivered, %,.0f/s".formatted(delivered,
                            delivered / ((lastLine - started) / 1e9)));
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static long count(URI server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String base = server.toString().replaceAll("/$", "");
            return Json.mapper().readTree(client.send(HttpRequest
                    .newBuilder(URI.create(base + "/Observation?_summary=count"))
                    .header("Cache-Control", "no-cache").build(), BodyHandlers.ofString()).body()).path("total")
                    .asLong();
        }
    }

    private static long lines(Path directory) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("Observation-")).toList()) {
                try (Stream<String> ofFile = Files.lines(file)) {
                    lines += ofFile.count();
                }
            }
        }
        return lines;
    }
}
