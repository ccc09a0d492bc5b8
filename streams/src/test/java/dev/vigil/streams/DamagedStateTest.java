package dev.vigil.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// While an instance is stopped, what it keeps on disk is damaged: it brings its state back from Kafka by itself, goes
/// on, and still knows every reading that has been here.
@Tag("slow")
class DamagedStateTest {

    private static final int PARTITIONS = 2;
    private static final int DEVICES = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Instant begun = Instant.now();
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Random random = new Random(41);

    @TempDir
    private Path directory;

    /// What to do to which files.
    private record Damage(String files, Harm harm) {
    }

    private interface Harm {
        byte[] of(byte[] file);
    }

    @Test
    void shouldBringBackFromKafkaWhatIsDamagedOnDisk() throws Exception {
        Map<String, Damage> damages = new LinkedHashMap<>();
        damages.put("tables overwritten", new Damage(".*\\.sst", this::noise));
        damages.put("manifest overwritten", new Damage("MANIFEST.*", this::noise));
        damages.put("names of another manifest",
                new Damage("CURRENT", file -> "MANIFEST-999999\n".getBytes(StandardCharsets.US_ASCII)));
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS))) {
            KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
            createTopics(kafka);
            try (HomeTraffic homes = new HomeTraffic(kafka, hour);
                    Outputs outputs = new Outputs(kafka, PARTITIONS,
                            hour)) {
                homes.enrol();
                goOn(kafka, homes, outputs, "first");
                for (Map.Entry<String, Damage> each : damages.entrySet()) {
                    assertThat(harmed(each.getValue())).as(each.getKey()).isPositive();
                    goOn(kafka, homes, outputs, each.getKey());
                }
                assertThat(outputs.said).allSatisfy((what, times) -> assertThat(times).as(what).isOne());
            }
        }
    }

    /// Sends what is new and what has been here: the new is admitted and counted, the rest is known.
    private void goOn(KafkaConnection kafka, HomeTraffic homes, Outputs outputs, String round) throws Exception {
        try (Streams streams = Streams.start(StreamsConfig.at(directory.resolve("state"), 1), kafka, meters,
                this::quickly)) {
            for (int number = 0; number < DEVICES; number++) {
                homes.pulse(number, "known" + number, hour.minusSeconds(60 + number));
                homes.late(number, round.replace(' ', '-') + number);
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(outputs.seen.keySet()).as(round).containsAll(homes.sent.keySet());
                assertThat(outputs.summed).as(round).isEqualTo(homes.late);
                assertThat(streams.ready()).as(round).isTrue();
            });
        }
    }

    /// Late readings are summed up half a minute after the first of them: ten times as fast as time goes by.
    private Instant quickly() {
        return begun.plus(Duration.between(begun, Instant.now()).multipliedBy(10));
    }

    private int harmed(Damage damage) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            List<Path> chosen = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(damage.files())).toList();
            chosen.forEach(file -> harm(file, damage.harm()));
            return chosen.size();
        }
    }

    private static void harm(Path file, Harm harm) {
        try {
            Files.write(file, harm.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] noise(byte[] file) {
        byte[] noise = new byte[file.length];
        random.nextBytes(noise);
        return noise;
    }

    private static void createTopics(KafkaConnection kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.createTopics(Topics.all().stream()
                    .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)).toList()).all().get();
        }
    }
}
