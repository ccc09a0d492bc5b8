package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.id.ReadingId;
import dev.vigil.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract of `POST /fhir/Observation`, `POST /fhir/QuestionnaireResponse` and `POST /fhir` over real HTTP into a
/// real broker.
class FhirContractTest {

    private static final String WEIGHT = """
            {"resourceType": "Observation", "status": "final", "id": "%s",
             "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
             "device": {"identifier": {"value": "%s"}}, "effectiveDateTime": "2026-11-22T10:40:00Z",
             "valueQuantity": {"value": 81.25, "system": "http://unitsofmeasure.org", "code": "kg"}}""";

    @TempDir
    private static Path directory;
    private static RunningIngest running;

    @BeforeAll
    static void open() {
        running = RunningIngest.start(directory);
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void shouldStoreAnObservationAndAnswerWithAnOutcome() {
        Door.Answer answer = post("/fhir/Observation", WEIGHT.formatted("w-1", "scale-1"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(answer.body().path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(running.readingsOf("scale-1")).singleElement().satisfies(reading -> {
            assertThat(reading.door()).isEqualTo(dev.vigil.domain.reading.Door.FHIR);
            assertThat(reading.id().value()).isEqualTo("w-1");
        });
    }

    @Test
    void shouldSayInFhirWhyAnObservationWasRefused() {
        Door.Answer answer = post("/fhir/Observation", WEIGHT.formatted("w-1", "scale-2").replace("kg", "t"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().at("/issue/0/code").asText()).isEqualTo("code-invalid");
        assertThat(answer.body().at("/issue/0/details/coding/0/code").asText())
                .isEqualTo("urn:vigil:problem:unknown-unit");
        assertThat(answer.body().at("/issue/0/expression/0").asText()).isEqualTo("Observation.value");
        assertThat(post("/fhir/Observation", "{").status()).isEqualTo(400);
        assertThat(post("/fhir/Observation", "{").body().at("/issue/0/code").asText()).isEqualTo("structure");
        assertThat(running.door().postTo("/fhir", "application/fhir+xml", new byte[] {'<'}).status()).isEqualTo(415);
        assertThat(running.readingsOf("scale-2")).isEmpty();
    }

    @Test
    void shouldStoreTheAnswersToAPlansQuestions() {
        String answers = """
                {"resourceType": "QuestionnaireResponse", "status": "completed", "id": "q-1",
                 "subject": {"reference": "Patient/asked-1"}, "authored": "2026-11-22T10:40:00Z", "item": [
                  {"linkId": "breathlessness", "answer": [{"valueBoolean": true}]}]}""";
        assertThat(post("/fhir/QuestionnaireResponse", answers).status()).isEqualTo(202);
        assertThat(running.readingsOf("patient:asked-1")).singleElement().satisfies(reading -> {
            assertThat(reading.id().value()).isEqualTo("q-1");
            assertThat(reading.measurements().getFirst().vital()).isEqualTo("breathlessness");
        });
        Door.Answer refused = post("/fhir/QuestionnaireResponse", answers.replace("true", "\"yes\""));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/issue/0/expression/0").asText()).isEqualTo("QuestionnaireResponse.item");
    }

    @Test
    void shouldTellWhatAPlanAsks() {
        Door.Answer asked = await().atMost(Duration.ofSeconds(30)).until(
                () -> running.door().get("/fhir/Questionnaire/heart-failure"), answer -> answer.status() != 503);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(asked.body().at("/item/0/linkId").asText()).isEqualTo("breathlessness");
        Door.Answer none = running.door().get("/fhir/Questionnaire/general");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.body().at("/issue/0/code").asText()).isEqualTo("not-found");
    }

    @Test
    void shouldWithdrawAReadingThatWasEnteredInError() throws Exception {
        post("/fhir/Observation", WEIGHT.formatted("w-1", "scale-5"));
        String error = WEIGHT.formatted("w-1", "scale-5").replace("final", "entered-in-error");
        assertThat(post("/fhir/Observation", error).status()).isEqualTo(202);
        List<ConsumerRecord<String, byte[]>> stored = running.kafka().readingsOf("scale-5");
        assertThat(stored).hasSize(2);
        assertThat(Topics.RETRACTIONS.value().decode(stored.getLast().value()).id()).isEqualTo(new ReadingId("w-1"));

        Door.Answer unnamed = post("/fhir/Observation", error.replace("\"id\"", "\"version\""));
        assertThat(unnamed.status()).isEqualTo(422);
        assertThat(unnamed.body().at("/issue/0/expression/0").asText()).isEqualTo("Observation.identifier");
        Door.Answer among = post("/fhir", bundle("batch", error));
        assertThat(among.body().at("/entry/0/response/outcome/issue/0/diagnostics").asText())
                .contains("send it alone to /fhir/Observation");
    }

    @Test
    void shouldTellThePatientWhatToDoInTheirLanguage() {
        Door.Answer answer = running.door().postTo("/fhir/Observation", "application/fhir+json",
                WEIGHT.formatted("w-1", "scale-6").replace("81.25", "8125").getBytes(StandardCharsets.UTF_8),
                "Accept-Language", "es");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/issue/1/details/coding/0/code").asText())
                .isEqualTo("urn:vigil:advice:repeat-measurement");
        assertThat(answer.body().at("/issue/1/diagnostics").asText()).startsWith("Por favor");
    }

    @Test
    void shouldAnswerABatchEntryByEntry() {
        Door.Answer answer = post("/fhir", bundle("batch", WEIGHT.formatted("w-1", "scale-3"),
                WEIGHT.formatted("w-2", "scale 3"), "{\"resourceType\": \"Patient\"}",
                "{\"resourceType\": \"Group\"}", WEIGHT.formatted("w-5", "scale-3")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("type").asText()).isEqualTo("batch-response");
        assertThat(answer.body().path("entry").valueStream().map(entry -> entry.at("/response/status").asText()))
                .containsExactly("202 Accepted", "422 Refused", "202 Accepted", "422 Refused", "202 Accepted");
        assertThat(answer.body().at("/entry/1/response/outcome/issue/0/expression/0").asText())
                .isEqualTo("Observation.device");
        assertThat(running.readingsOf("scale-3")).hasSize(2);
    }

    @Test
    void shouldStoreATransactionAsAWholeOrNotAtAll() {
        Door.Answer refused = post("/fhir", bundle("transaction", WEIGHT.formatted("w-1", "scale-4"),
                WEIGHT.formatted("w-2", "scale-4").replace("final", "registered")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("issue")).hasSize(1);
        assertThat(refused.body().at("/issue/0/expression/0").asText()).isEqualTo("Bundle.entry[1].resource.status");
        assertThat(running.readingsOf("scale-4")).isEmpty();

        Door.Answer stored = post("/fhir", bundle("transaction", WEIGHT.formatted("w-1", "scale-4")));
        assertThat(stored.body().path("type").asText()).isEqualTo("transaction-response");
        assertThat(running.readingsOf("scale-4")).hasSize(1);
    }

    private static String bundle(String type, String... resources) {
        return "{\"resourceType\": \"Bundle\", \"type\": \"" + type + "\", \"entry\": [{\"resource\": "
                + String.join("}, {\"resource\": ", resources) + "}]}";
    }

    private static Door.Answer post(String path, String body) {
        return running.door().postTo(path, "application/fhir+json", body.getBytes(StandardCharsets.UTF_8));
    }
}
