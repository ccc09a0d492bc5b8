package dev.vigil.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.plan.MeasurementRequest;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.window.Summary;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.FhirParked;
import dev.vigil.wire.FhirServerId;
import dev.vigil.wire.Heartbeat;
import dev.vigil.wire.Presence;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is published of the topics, against the golden records of their codecs by a validator that knows neither. The
/// published schemas let a reader meet members of later versions; here none may be without a name.
class TopicsDescriptionTest {

    private static final Path GOLDEN = Path.of("../wire/src/test/resources/golden");
    private static final Map<String, Topic<?, ?>> TOPICS = Map.ofEntries(Map.entry("reading", Topics.READINGS),
            Map.entry("retraction", Topics.RETRACTIONS), Map.entry("outcome", Topics.OUTCOMES),
            Map.entry("device", Topics.DEVICES), Map.entry("patient", Topics.PATIENTS),
            Map.entry("plan", Topics.PLANS), Map.entry("credential", Topics.CREDENTIALS),
            Map.entry("mapping", Topics.MAPPINGS), Map.entry("heartbeat", Topics.HEARTBEATS),
            Map.entry("presence", Topics.PRESENCE),
            Map.entry("observation", Topics.OBSERVATIONS),
            Map.entry("withdrawal", Topics.WITHDRAWALS), Map.entry("quarantine", Topics.QUARANTINE),
            Map.entry("summary", Topics.SUMMARIES), Map.entry("score", Topics.SCORES),
            Map.entry("current", Topics.CURRENT), Map.entry("request", Topics.REQUESTS),
            Map.entry("signal", Topics.SIGNALS), Map.entry("alert", Topics.ALERTS),
            Map.entry("notification", Topics.NOTIFICATIONS),
            Map.entry("command", Topics.ALERT_COMMANDS));

    private final JsonNode topics = TopicsDescription.of(ReadingSchema.of(resource("openapi.json")),
            resource("topics.json"));

    @Test
    void shouldDescribeEveryTopic() throws IOException {
        Stream<String> mqtt = Pattern.compile("[A-Z]+\\(\"([a-z]+)\"\\)").matcher(Files.readString(
                Path.of("src/main/java/dev/vigil/ingest/mqtt/DeviceTopic.java"))).results()
                .map(kind -> "vigil/{deviceId}/" + kind.group(1));
        assertThat(topics.path("channels").valueStream().map(channel -> channel.path("address").asText()))
                .containsExactlyElementsOf(Stream.concat(Topics.all().stream().map(Topic::name), mqtt).toList());
        assertThat(payload(Topics.INBOUND).path("title").asText()).isEqualTo("A reading as a device pushes it");
        assertThat(Topics.all()).allSatisfy(topic -> assertThat(payload(topic).isObject()).as(topic.name()).isTrue());
    }

    static List<Path> golden() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldNameEveryMemberThatIsWritten(Path golden) throws IOException {
        Topic<?, ?> topic = TOPICS.get(golden.getFileName().toString().replaceFirst("[-.].*", ""));
        assertThat(topic).as("of %s", golden.getFileName()).isNotNull();
        assertThat(strict(payload(topic)).validate(Files.readString(golden), InputFormat.JSON)).isEmpty();
    }

    static Stream<Arguments> records() {
        return Stream.of(Arguments.of(Topics.OUTCOMES, ReadingOutcome.class),
                Arguments.of(Topics.DEVICES, Device.class), Arguments.of(Topics.OBSERVATIONS, Observation.class),
                Arguments.of(Topics.WITHDRAWALS, Withdrawal.class), Arguments.of(Topics.SUMMARIES, Summary.class),
                Arguments.of(Topics.SCORES, Score.class), Arguments.of(Topics.CURRENT, CurrentPicture.class),
                Arguments.of(Topics.REQUESTS, MeasurementRequest.class), Arguments.of(Topics.SIGNALS, Signal.class),
                Arguments.of(Topics.NOTIFICATIONS, Notification.class),
                Arguments.of(Topics.NOTIFICATIONS_FAILED, Notification.class),
                Arguments.of(Topics.FHIR_FAILED, FhirFailure.class), Arguments.of(Topics.FHIR_PARKED, FhirParked.class),
                Arguments.of(Topics.FHIR_IDS, FhirServerId.class), Arguments.of(Topics.HEARTBEATS, Heartbeat.class),
                Arguments.of(Topics.PRESENCE, Presence.class));
    }

    /// A golden record may lack what is seldom there.
    @ParameterizedTest
    @MethodSource("records")
    void shouldNameEveryMemberThatCouldBeWritten(Topic<?, ?> topic, Class<?> value) {
        assertThat(payload(topic).path("properties").fieldNames()).toIterable()
                .containsAll(Arrays.stream(value.getRecordComponents()).map(RecordComponent::getName)
                        .map(name -> name.equals("isFinal") ? "final" : name).toList());
    }

    private JsonNode payload(Topic<?, ?> topic) {
        return topics.at("/channels/" + topic.name().replace('.', '-') + "/messages/value/payload");
    }

    private static Schema strict(JsonNode payload) {
        JsonNode strict = payload.deepCopy();
        close(strict);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(strict.toString(),
                InputFormat.JSON);
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(TopicsDescriptionTest::close);
    }

    private static JsonNode resource(String name) {
        try (InputStream file = Objects.requireNonNull(Description.class.getResourceAsStream(name), name)) {
            return Json.mapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
