package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.ingest.reception.Limits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The MQTT door as whoever finds the port meets it.
class MqttStrangersTest {

    private static final byte[] HELLO = {0x10, 0x0E, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 2, 'x', 'y'};
    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @TempDir
    private static Path directory;
    private static TestKafka kafka;
    private static Ingest ingest;

    @BeforeAll
    static void open() {
        kafka = TestKafka.start(directory, 0);
        ingest = Ingest.start(new IngestConfig("127.0.0.1", 0, Access.OPEN, Limits.DEFAULTS)
                .with(MqttConfig.DEFAULTS.listeningOn("127.0.0.1", 0)), kafka.connection(), REGISTRY,
                InstantSource.system());
    }

    @AfterAll
    static void close() {
        try (TestKafka last = kafka) {
            ingest.close();
        }
    }

    @Test
    void shouldSurviveWhateverComesIn() throws IOException {
        Random random = new Random(1883);
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket("127.0.0.1", ingest.mqttPort())) {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                if (i % 2 == 0 && bytes.length > 2) {
                    bytes[0] = 0x10; // looks like a CONNECT
                    bytes[1] = (byte) (bytes.length - 2 & 0x7F);
                }
                socket.getOutputStream().write(bytes);
            } catch (SocketException e) {
                // cut off in the middle of it
            }
        }
        try (MqttDevice device = MqttDevice.connect(ingest.mqttPort(), "device")) {
            device.push(0, 1).join();
        }
        assertThat(kafka.readingsOf("device")).hasSize(1);
        awaitConnections(0);
        assertThat(REGISTRY.get("vigil.mqtt.inflight").gauge().value()).isZero();
    }

    @Test
    void shouldForgetAClientThatLeavesBeforeItIsAnswered() throws IOException {
        for (int i = 0; i < 500; i++) {
            try (Socket socket = new Socket("127.0.0.1", ingest.mqttPort())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(HELLO);
            }
        }
        try (MqttDevice device = MqttDevice.connect(ingest.mqttPort(), "device")) {
            assertThat(device.id()).isEqualTo("device");
            awaitConnections(1);
        }
    }

    private static void awaitConnections(int count) {
        await().untilAsserted(
                () -> assertThat(REGISTRY.get("vigil.mqtt.connections").gauge().value()).isEqualTo(count));
    }
}
