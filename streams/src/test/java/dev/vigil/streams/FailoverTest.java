package dev.vigil.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.signal.Signal;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances share the work and one is killed: the other answers for the dead one's patients at once, goes on with
/// them within five seconds, and finds the silences that the dead one had armed. Every reading is admitted once, every
/// signal, score and summary is said once, and none is missing.
@Tag("slow")
class FailoverTest {

    private static final int PARTITIONS = 4;
    private static final Duration GAP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private KafkaConnection kafka;

    @BeforeEach
    void startBroker() throws Exception {
        broker = EmbeddedBroker.start(new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS));
        kafka = KafkaConnection.to(broker.bootstrapServers());
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.createTopics(Topics.all().stream()
                    .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)).toList()).all().get();
        }
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void shouldGoOnWithinSecondsAndLoseOrDoubleNothing() throws Exception {
        try (HomeTraffic homes = new HomeTraffic(kafka, hour)) {
            homes.enrol();
            try (StreamsInstance dying = start("dying");
                    StreamsInstance heir = start("heir");
                    Outputs outputs = new Outputs(kafka, PARTITIONS, hour)) {
                homes.begin();
                awaitShared();
                await().atMost(PATIENCE).until(
                        () -> answers(heir).stream().allMatch(answer -> answer.statusCode() == 200));
                long calmAt = System.nanoTime();
                Set<String> last = homes.fallSilent();
                await().atMost(PATIENCE).until(() -> outputs.seen.keySet().containsAll(last));
                long killedAt = System.nanoTime();
                dying.kill();
                assertThat(answeredByACopy(heir)).as("patients of the dead instance, read from the heir's copy")
                        .isNotEmpty();
                await().atMost(PATIENCE)
                        .until(() -> silences(outputs).size() == HomeTraffic.FALLING_SILENT);
                homes.end();
                await().atMost(PATIENCE).untilAsserted(() -> shouldAllBeThere(homes, outputs));
                Duration usual = longest(homes, outputs, calmAt, killedAt);
                assertThat(longest(homes, outputs, killedAt, Long.MAX_VALUE).minus(usual))
                        .as("beyond the %s that a reading of this machine takes", usual).isLessThan(GAP);
                shouldHaveSaidEverythingOnce(homes, outputs);
            }
        }
    }

    private static void shouldAllBeThere(HomeTraffic homes, Outputs outputs) {
        assertThat(outputs.seen.keySet()).containsAll(homes.sent.keySet());
        assertThat(outputs.raised.keySet()).containsAll(homes.low);
        assertThat(outputs.summed).isEqualTo(homes.late);
    }

    private static void shouldHaveSaidEverythingOnce(HomeTraffic homes, Outputs outputs) {
        assertThat(outputs.said).allSatisfy((what, times) -> assertThat(times).as(what).isOne());
        for (String kind : List.of("observation ", "signal ", "score ", "summary ")) {
            assertThat(outputs.said.keySet()).anyMatch(what -> what.startsWith(kind));
        }
        assertThat(silences(outputs).stream().map(signal -> outputs.partition(signal.patientId().value())).distinct())
                .as("partitions, so the dead instance's too").hasSize(PARTITIONS);
        assertThat(silences(outputs)).allMatch(signal -> Duration.between(signal.startedAt(), signal.at())
                .compareTo(HomeTraffic.SILENT_FOR) >= 0);
        assertThat(homes.low).hasSizeGreaterThan(100);
    }

    private static List<Signal> silences(Outputs outputs) {
        return outputs.raised.values().stream().filter(signal -> signal.ruleId().equals("unheard")).toList();
    }

    /// From a reading's sending to its observation, of those that became one in a time.
    private static Duration longest(HomeTraffic homes, Outputs outputs, long from, long to) {
        return Duration.ofNanos(homes.sent.entrySet().stream()
                .filter(reading -> outputs.seen.get(reading.getKey()) > from
                        && outputs.seen.get(reading.getKey()) <= to)
                .mapToLong(reading -> outputs.seen.get(reading.getKey()) - reading.getValue()).max().orElseThrow());
    }

    private StreamsInstance start(String name) throws Exception {
        Path own = Files.createDirectories(directory.resolve(name));
        return StreamsInstance.start(broker.bootstrapServers(), own.resolve("state"));
    }

    /// Both instances have partitions of both applications, and the copies are there.
    private void awaitShared() {
        try (Admin admin = Admin.create(kafka.properties())) {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> admin
                    .describeConsumerGroups(List.of(AdmissionTopology.APPLICATION, MonitoringTopology.APPLICATION))
                    .all().get().values().stream().allMatch(group -> group.members().size() == 2
                            && group.members().stream()
                                    .noneMatch(member -> member.assignment().topicPartitions().isEmpty())));
        }
    }

    /// Whom the heir answers for from its copy; nobody who asks meanwhile is told anything wrong.
    private Set<String> answeredByACopy(StreamsInstance heir) throws Exception {
        Set<String> copies = new HashSet<>();
        for (HttpResponse<String> answer : answers(heir)) {
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
            if (answer.statusCode() == 503) {
                continue;
            }
            JsonNode body = Json.mapper().readTree(answer.body());
            JsonNode value = body.at("/vitals/0/value");
            if (value.isMissingNode()) {
                continue; // the copy is behind and says nothing rather than something wrong
            }
            assertThat(value.asInt()).isEqualTo(70);
            if (body.path("standby").asBoolean()) {
                copies.add(body.path("patientId").asText());
            }
        }
        return copies;
    }

    private List<HttpResponse<String>> answers(StreamsInstance instance) throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int number = 0; number < HomeTraffic.SENDING; number++) {
            answers.add(http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port()
                    + "/v1/patients/p" + number)).build(), HttpResponse.BodyHandlers.ofString()));
        }
        return answers;
    }
}
