package dev.vigil.ingest;

import static org.awaitility.Awaitility.await;

import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.bridge.ReadingsTopic;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/// Ingest in a process of its own, which can be killed.
record IngestProcess(Process process, int mqttPort) implements AutoCloseable {

    /// Returns when it listens.
    ///
    /// @param mqttPort 0 for a free one
    static IngestProcess start(Path directory, String bootstrapServers, int mqttPort, URI broker) {
        try {
            Path port = directory.resolve("port");
            Files.deleteIfExists(port);
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", System.getProperty("java.class.path"), IngestProcess.class.getName(), bootstrapServers,
                    Integer.toString(mqttPort), broker.toString(), port.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(port));
            return new IngestProcess(process, Integer.parseInt(Files.readString(port)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        IngestConfig config = new IngestConfig("127.0.0.1", 0, Access.OPEN, Limits.DEFAULTS)
                .with(MqttConfig.DEFAULTS.listeningOn("127.0.0.1", Integer.parseInt(arguments[1])))
                .with(new BridgeConfig(URI.create(arguments[2]), BridgeConfig.Version.FIVE, "vigil",
                        ReadingsTopic.of("vigil/+/readings"), null,
                        null, null));
        Ingest ingest = Ingest.start(config, KafkaConnection.to(arguments[0]),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system());
        Path port = Path.of(arguments[3]);
        Path beside = port.resolveSibling("port.part");
        Files.writeString(beside, String.valueOf(ingest.mqttPort()));
        Files.move(beside, port, StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }

    /// `kill -9`: no hook, no flush, no goodbye.
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
