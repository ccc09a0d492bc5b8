package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.mqtt.MqttConfig;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Random bytes, and bodies that are nearly right, at every HTTP door that the description names, for a bounded time:
/// never a fault of ours, no thread lost, no memory kept, and every accepted reading in Kafka.
@Tag("slow")
@Isolated
class HostileDoorsTest {

    private static final int WARM_UP = 2_000;
    private static final int RUNS = 12_000;
    private static final long MOST_GROWTH = 48L << 20;
    private static final int MOST_THREADS_MORE = 8;

    private static final int PER_CONNECTION = 50;
    private static final String LAST = """
            {"deviceId": "last-%d-%d", "takenAt": "2026-11-22T10:41:03Z", "measurements": [{"vital": "heart-rate", \
            "value": 71, "unit": "/min"}]}""";

    private static final List<String> NEARLY_RIGHT = List.of("""
            {"deviceId": "d", "takenAgo": "PT5S", "sentAt": "2026-11-22T10:41:03Z", "measurements": [{"vital": \
            "heart-rate", "value": 71, "unit": "/min"}]}""", """
            {"resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/p"}, \
            "effectiveDateTime": "2026-11-22T10:41:03Z", "code": {"coding": [{"system": "http://loinc.org", \
            "code": "8867-4"}]}, "valueQuantity": {"value": 71, "system": "http://unitsofmeasure.org", \
            "code": "/min"}}""", """
            {"resourceType": "Bundle", "type": "batch", "entry": [{"resource": {"resourceType": "Observation", \
            "status": "final", "subject": {"reference": "Patient/p"}, "effectiveDateTime": "2026-11-22T10:41:03Z", \
            "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]}, "valueQuantity": {"value": 71, \
            "system": "http://unitsofmeasure.org", "code": "/min"}}, "request": {"method": "POST", \
            "url": "Observation"}}]}""", """
            {"header": {"id": "1", "creation_date_time": "2026-11-22T10:41:03Z", "user_id": "u", "schema_id": \
            {"namespace": "omh", "name": "heart-rate", "version": "1.0"}}, "body": {"heart_rate": {"unit": \
            "beats/min", "value": 71}, "effective_time_frame": {"date_time": "2026-11-22T10:41:03Z"}}}""",
            "\u0000\u0047", "\u0000\u0078\u0000\u0050\u0000\u005d\u0000");
    private static final List<String> TYPES = List.of("application/json", "application/x-ndjson",
            "application/fhir+json", "application/octet-stream", "text/plain", "");
    private static final List<String> HEADERS = List.of("Content-Encoding", "gzip", "Content-Encoding", "identity",
            "Idempotency-Key", "k", "Vigil-Sent-At", "2026-11-22T10:41:03Z", "Vigil-Taken-At", "yesterday",
            "Vigil-Taken-Ago", "PT5S", "Vigil-Zone", "Mars/Olympus", "Accept-Language", "***;q=x");

    @TempDir
    private Path directory;

    @Test
    void shouldBlameTheSenderLoseNothingAndKeepNothing() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (TestKafka kafka = TestKafka.start(directory, 0);
                Ingest ingest = Ingest.start(IngestConfig.DEFAULTS.listeningOn("127.0.0.1", 0, null).with(
                        MqttConfig.DEFAULTS.listeningOn("127.0.0.1", 0)), kafka.connection(), registry,
                        InstantSource.system());
                Door door = new Door(ingest.port())) {
            await().untilAsserted(() -> assertThat(door.get("/health/ready").status()).isEqualTo(200));
            List<String> doors = doors(door);
            assertThat(doors).hasSizeGreaterThan(10);
            Random random = new Random(20261123);
            push(door, doors, WARM_UP, random);
            pushByMqtt(ingest.mqttPort(), WARM_UP, random);
            pushByKafka(kafka, WARM_UP, random);
            long heap = heap();
            int threads = Thread.activeCount();
            push(door, doors, RUNS, random);
            pushByMqtt(ingest.mqttPort(), RUNS / 4, random);
            pushByKafka(kafka, RUNS / 4, random);
            assertThat(heap() - heap).as("bytes that stay on the heap").isLessThan(MOST_GROWTH);
            assertThat(Thread.activeCount() - threads).as("threads that stay").isLessThan(MOST_THREADS_MORE);
            assertThat(registry.get("vigil.ingest.inflight").gauge().value()).isZero();
            assertThat(registry.get("vigil.mqtt.inflight").gauge().value()).isZero();
            await().atMost(Duration.ofSeconds(30)).until(() -> hasLast(kafka));
            int accepted = (int) registry.get("vigil.ingest.accepted").counter().count();
            assertThat(accepted).as("some of it was readings").isGreaterThan(50);
            assertThat(kafka.recordsOf(Topics.READINGS)).as("every accepted reading").hasSize(accepted);
        }
    }

    private static void push(Door door, List<String> doors, int runs, Random random) {
        for (int run = 0; run < runs; run++) {
            String path = doors.get(random.nextInt(doors.size()));
            int header = random.nextInt(HEADERS.size() / 2 + 4) * 2;
            String[] headers = header >= HEADERS.size() ? new String[0]
                    : new String[] {HEADERS.get(header), HEADERS.get(header + 1)};
            byte[] body = body(random);
            Door.Answer answer = door.postTo(path, TYPES.get(random.nextInt(TYPES.size())), body, headers);
            assertThat(answer.status()).as("run %d at %s: %s", run, path, answer.text()).isBetween(200, 499);
        }
    }

    /// Frames that are none, and messages whose payload is nearly right; each of those is acknowledged, or would come
    /// again for ever.
    private static void pushByMqtt(int port, int runs, Random random) throws IOException {
        for (int run = 0; run < runs; run += PER_CONNECTION) {
            try (Socket socket = connected(port)) {
                byte[] frames = new byte[random.nextInt(200)];
                random.nextBytes(frames);
                socket.getOutputStream().write(frames);
            } catch (SocketException e) {
                // cut off in the middle of it
            }
            try (Socket socket = connected(port)) {
                for (int i = 0; i < PER_CONNECTION; i++) {
                    socket.getOutputStream().write(publish(body(random)));
                }
                assertThat(socket.getInputStream().readNBytes(4 * PER_CONNECTION)).as("acknowledgements of run %d", run)
                        .hasSize(4 * PER_CONNECTION);
            }
        }
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(new byte[] {0x10, 0x0E, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 2, 'x', 'y'});
        assertThat(socket.getInputStream().readNBytes(4)).startsWith(0x20);
        return socket;
    }

    private static byte[] publish(byte[] payload) {
        byte[] topic = "vigil/d/readings".getBytes(StandardCharsets.US_ASCII);
        int length = 2 + topic.length + 2 + payload.length;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x32);
        packet.write(length % 128 | 128);
        packet.write(length / 128);
        packet.writeBytes(new byte[] {0, (byte) topic.length});
        packet.writeBytes(topic);
        packet.writeBytes(new byte[] {0, 7});
        packet.writeBytes(payload);
        return packet.toByteArray();
    }

    /// The last one is right, so that it shows when all have been passed on.
    private static void pushByKafka(TestKafka kafka, int runs, Random random) {
        try (Producer<byte[], byte[]> gateway = new KafkaProducer<>(kafka.connection().producerProperties(),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int run = 0; run < runs; run++) {
                gateway.send(new ProducerRecord<>(Topics.INBOUND.name(), random.nextInt(2),
                        random.nextInt(9) == 0 ? 0L : null,
                        random.nextBoolean() ? null : body(random), random.nextInt(99) == 0 ? null : body(random)));
            }
            gateway.flush();
            for (int partition = 0; partition < 2; partition++) {
                gateway.send(new ProducerRecord<>(Topics.INBOUND.name(), partition, null, null,
                        LAST.formatted(runs, partition).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static boolean hasLast(TestKafka kafka) {
        List<String> keys = kafka.recordsOf(Topics.READINGS).stream().map(ConsumerRecord::key).toList();
        return keys.contains("last-" + RUNS / 4 + "-0") && keys.contains("last-" + RUNS / 4 + "-1");
    }

    private static byte[] body(Random random) {
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            return bytes;
        }
        StringBuilder body = new StringBuilder(NEARLY_RIGHT.get(random.nextInt(NEARLY_RIGHT.size())));
        for (int edits = random.nextInt(3); edits > 0 && !body.isEmpty(); edits--) {
            int start = random.nextInt(body.length());
            body.replace(start, Math.min(body.length(), start + random.nextInt(9)),
                    Character.toString(random.nextInt(0x250)));
        }
        byte[] plain = body.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8
                : StandardCharsets.ISO_8859_1);
        return random.nextInt(8) == 0 ? Door.gzip(plain) : plain;
    }

    /// Every path that is described, with something in place of its variables.
    private static List<String> doors(Door door) {
        List<String> doors = new ArrayList<>();
        JsonNode paths = door.get("/openapi.json").body().path("paths");
        paths.fieldNames().forEachRemaining(path -> doors.add(path.replace("{characteristic}", "2A37")
                .replaceAll("\\{\\w+}", "d")));
        doors.addAll(List.of("/v1/gatt/d/2A35", "/v1/gatt/d/2A5F", "/v1/gatt/%20/2A18", "/v1/gatt/d/beef", "/nothing"));
        return doors;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
