package dev.vigil.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances beside a real broker: whichever is asked answers for every patient.
@Tag("slow")
class QueryApiTest {

    private static final int PATIENTS = 12;
    private static final String SECRET = "a secret of the test";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerForEveryPatientAtEveryInstance() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS))) {
            KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
            createTopics(kafka);
            observe(kafka);
            try (InstanceWithDoor one = InstanceWithDoor.start(directory.resolve("one"), kafka, SECRET)) {
                try (InstanceWithDoor two = InstanceWithDoor.start(directory.resolve("two"), kafka, SECRET)) {
                    for (InstanceWithDoor asked : List.of(one, two)) {
                        shouldKnowAll(asked);
                        shouldRefuseWhatIsWrong(asked);
                    }
                }
                // the other has left: its patients move here, and meanwhile nobody gets a wrong answer
                shouldKnowAll(one);
            }
        }
    }

    private void shouldKnowAll(InstanceWithDoor asked) throws Exception {
        for (int patient = 0; patient < PATIENTS; patient++) {
            JsonNode body = eventually(asked, "/v1/patients/p" + patient);
            assertThat(body.path("patientId").asText()).isEqualTo("p" + patient);
            assertThat(body.at("/vitals/0/value").decimalValue()).isEqualByComparingTo("80");
            assertThat(body.path("rules").findValuesAsText("state")).contains("raised");
        }
        JsonNode history = eventually(asked, "/v1/patients/p3/history?vital=oxygen-saturation&window=PT1H");
        assertThat(history.at("/panes/0/count").asInt()).isEqualTo(1);
        JsonNode month = eventually(asked, "/v1/patients/p3/history?vital=oxygen-saturation&window=P30D");
        assertThat(month.path("pane").asText()).isEqualTo("PT6H");
        assertThat(month.at("/whole/count").asInt()).isEqualTo(1);
        assertThat(month.at("/whole/coefficientOfVariation").decimalValue()).isZero();
        assertThat(eventually(asked, "/v1/patients/p3/rules").path("plan").asText()).isEqualTo("general");
        assertThat(eventually(asked, "/v1/patients/p3/score").has("scoreRefusal")).isTrue();
    }

    private void shouldRefuseWhatIsWrong(InstanceWithDoor asked) throws Exception {
        assertThat(ask(asked, "/v1/patients/nobody", SECRET).statusCode()).isEqualTo(404);
        assertThat(ask(asked, "/v1/patients/a%20b", SECRET).statusCode()).isEqualTo(404);
        assertThat(ask(asked, "/v1/patients/p1", "wrong").statusCode()).isEqualTo(401);
        for (String bad : List.of("vital=nothing", "vital=heart-rate&window=PT61M", "vital=heart-rate&from=today",
                "vital=heart-rate&to=%2B1000000000-01-01T00:00:00Z",
                "vital=heart-rate&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")) {
            assertThat(ask(asked, "/v1/patients/p1/history?" + bad, SECRET).statusCode()).as(bad).isEqualTo(400);
        }
    }

    /// While a patient moves the answer may be 503, with the time to ask again, and nothing else.
    private JsonNode eventually(InstanceWithDoor asked, String path) throws Exception {
        AtomicReference<@Nullable HttpResponse<String>> last = new AtomicReference<>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            HttpResponse<String> response = ask(asked, path, SECRET);
            last.set(response);
            if (response.statusCode() == 503) {
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            }
            return response.statusCode() == 200 && !response.body().contains("\"vitals\":[]");
        });
        HttpResponse<String> response = last.get();
        assertThat(response).isNotNull();
        return Json.mapper().readTree(response.body());
    }

    private HttpResponse<String> ask(InstanceWithDoor asked, String path, String secret) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asked.door().port() + path))
                .header("Authorization", "Bearer " + secret).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void createTopics(KafkaConnection kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.createTopics(Topics.all().stream().map(topic -> new NewTopic(topic.name(), 4, (short) 1)).toList())
                    .all().get();
            Awaitility.await().ignoreExceptions().until(() -> admin.listOffsets(IntStream.range(0, 4).boxed()
                    .collect(Collectors.toMap(
                            one -> new TopicPartition(Topics.OBSERVATIONS.name(), one), one -> OffsetSpec.latest())))
                    .all().get().size() == 4);
        }
    }

    private static void observe(KafkaConnection kafka) {
        try (var producer = new KafkaProducer<>(kafka.producerProperties(), Topics.OBSERVATIONS.keySerializer(),
                Topics.OBSERVATIONS.valueSerializer())) {
            for (int number = 0; number < PATIENTS; number++) {
                PatientId patient = new PatientId("p" + number);
                Instant now = Instant.now();
                Measurement low = new Measurement(Vital.OXYGEN_SATURATION,
                        new MeasuredValue.Quantity(new BigDecimal("80").setScale(Vital.OXYGEN_SATURATION.scale())),
                        new Measurement.Original(new RawValue.Decimal(new BigDecimal("80")), "%"), false);
                producer.send(new ProducerRecord<>(Topics.OBSERVATIONS.name(), patient,
                        new Observation("o" + number, 0, patient, new DeviceId("d1"), null, new ReadingId("r"), now,
                                now, null, now, now, List.of(low), false, ObservationStatus.FINAL)));
            }
        }
    }
}
