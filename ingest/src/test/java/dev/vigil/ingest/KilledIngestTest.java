package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ingest is killed while messages are in flight: what was acknowledged is kept, and what was not comes again.
@Tag("slow")
class KilledIngestTest {

    private static final int KILLS = 2;
    private static final int MESSAGES = 3_000;

    @TempDir
    Path directory;

    private TestKafka kafka;
    private SiteBroker site;

    @BeforeEach
    void open() {
        site = SiteBroker.start(directory.resolve("site"));
        kafka = TestKafka.start(directory.resolve("kafka"), 0);
    }

    @AfterEach
    void close() {
        kafka.close();
        site.close();
    }

    @Test
    void shouldLoseNothingOfDevicesThatConnectToItAndOfASitesBroker() {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        IngestProcess ingest =
                IngestProcess.start(directory, kafka.connection().bootstrapServers(), 0, site.address("mqtt"));
        try (MqttDevice direct = MqttDevice.connect(ingest.mqttPort(), "direct");
                MqttDevice behind = MqttDevice.connect(site.port(), "behind")) {
            direct.push(0, 1).join();
            behind.push(0, 1).join();
            await().atMost(Duration.ofSeconds(30)).until(() -> ids("behind").size() == 1);
            for (MqttDevice device : new MqttDevice[] {direct, behind}) {
                IntStream.range(0, MESSAGES).forEach(number -> device.push(number, 1)
                        .thenRun(() -> acknowledged.add(device.id() + "-" + number)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int before = acknowledged.size();
                await().atMost(Duration.ofSeconds(60)).until(
                        () -> acknowledged.size() >= Math.min(before + 500, 2 * MESSAGES));
                ingest.close();
                assertThat(ids("direct")).containsAll(
                        acknowledged.stream().filter(id -> id.startsWith("direct")).toList());
                ingest = IngestProcess.start(directory, kafka.connection().bootstrapServers(), ingest.mqttPort(),
                        site.address("mqtt"));
            }
            await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(ids("direct")).hasSize(MESSAGES);
                assertThat(ids("behind")).hasSize(MESSAGES);
            });
        } finally {
            ingest.close();
        }
    }

    private Set<String> ids(String device) {
        return kafka.readingsOf(device).stream().map(found -> {
            try {
                return Topics.READINGS.value().decode(found.value()).id().value();
            } catch (MalformedRecord e) {
                throw new AssertionError(e);
            }
        }).collect(Collectors.toSet());
    }
}
