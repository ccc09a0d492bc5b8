package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract of `/v1/mappings` and `POST /v1/mapped/{mappingId}` over real HTTP into a real broker.
class MappingContractTest {

    private static final String TEMPLATE = """
            mapping: %s # as the vendor documents it
            reading:
              deviceId: $.dev
              id: $.n
              takenAt: { path: $.t, format: epoch-seconds }
              measurements: [{ vital: body-weight, value: $.kg, unit: kg }]
            """;

    @TempDir
    private static Path directory;
    private static RunningIngest running;

    @BeforeAll
    static void open() {
        running = RunningIngest.startWithOperator(directory);
        await().until(() -> manage("GET", "", "").status() == 200);
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void shouldReadAMessageByATemplateThatWasJustAdded() {
        assertThat(push("scale", "{}").status()).isEqualTo(404);
        assertThat(manage("PUT", "scale", TEMPLATE.formatted("scale")).status()).isEqualTo(200);
        assertThat(push("scale", "{\"dev\": \"s-1\", \"n\": 1, \"t\": 1795344060, \"kg\": 81.25}").accepted()).isOne();
        assertThat(running.readingsOf("s-1")).singleElement().satisfies(reading -> {
            assertThat(reading.door()).isEqualTo(dev.vigil.domain.reading.Door.MAPPED);
            assertThat(reading.id().value()).isEqualTo("1");
        });
        assertThat(manage("GET", "scale", "").text()).isEqualTo(TEMPLATE.formatted("scale"));
        assertThat(manage("GET", "", "").body().at("/mappings/0/mapping").asText()).isEqualTo("scale");

        assertThat(manage("PUT", "scale", TEMPLATE.formatted("scale").replace("$.kg", "$.mass")).status())
                .isEqualTo(200);
        assertThat(push("scale", "{\"dev\": \"s-1\", \"n\": 2, \"t\": 1795344060, \"mass\": 81}").accepted()).isOne();
        assertThat(manage("DELETE", "scale", "").status()).isEqualTo(204);
        assertThat(push("scale", "{}").status()).isEqualTo(404);
        assertThat(manage("DELETE", "scale", "").status()).isEqualTo(404);
    }

    @Test
    void shouldSetAsideAMessageInWhichNothingIsFound() throws Exception {
        manage("PUT", "strange", TEMPLATE.formatted("strange"));
        Door.Answer answer = push("strange", "{\"lbs\": 170}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.rejected()).containsExactly("0 unmapped");
        Quarantine aside = setAside("strange");
        assertThat(aside.reason()).isEqualTo(QuarantineReason.UNMAPPED);
        assertThat(aside.detail()).doesNotContain("170");
        assertThat(aside.original()).isInstanceOfSatisfying(Quarantine.Original.OfBytes.class,
                bytes -> assertThat(Base64.getDecoder().decode(bytes.base64())).asString().isEqualTo("{\"lbs\": 170}"));
        assertThat(running.door().get("/metrics").text())
                .contains("vigil_ingest_rejected_total{type=\"unmapped\"} 1.0")
                .contains("vigil_mapping_set_aside_total{mapping=\"strange\"} 1.0");
    }

    @Test
    void shouldSetAsideWhatIsRefusedBesideWhatIsTakenBecauseItsSenderMayNotReadTheAnswer() throws Exception {
        manage("PUT", "unread", TEMPLATE.formatted("unread").replace("mapping: unread # as the vendor documents it\n",
                "mapping: unread\neach: \"$.all[*]\"\n").replaceAll("\\$(\\.(dev|n|t|kg))", "\"@$1\""));
        Door.Answer answer = push("unread", "{\"all\": [{\"dev\": \"s-2\", \"n\": 1, \"t\": 1795344060, \"kg\": 81}, "
                + "{\"dev\": \"s-2\", \"n\": 2, \"t\": 1795344061, \"kg\": \"heavy\"}]}");
        assertThat(answer.accepted()).isOne();
        Quarantine aside = setAside("unread");
        assertThat(aside.reason()).isEqualTo(QuarantineReason.MALFORMED);
        assertThat(aside.detail()).contains("1 of 2 readings refused: [1] ").doesNotContain("heavy");
    }

    @Test
    void shouldNameWhatIsWrongWithATemplate() {
        Door.Answer answer = manage("PUT", "wrong", TEMPLATE.formatted("other").replace("unit: kg", "unit: stone"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed-mapping");
        assertThat(answer.body().at("/problems/0/field").asText()).isEqualTo("reading.measurements[0].unit");
        assertThat(answer.body().at("/problems/0/line").asInt()).isEqualTo(6);
        assertThat(manage("PUT", "wrong", TEMPLATE.formatted("other")).text()).contains("the id in the address");
    }

    @Test
    void shouldLetNobodyButTheOperatorChangeTemplates() {
        HttpRequest.Builder request = HttpRequest.newBuilder(running.door().address("/v1/mappings/scale"))
                .PUT(HttpRequest.BodyPublishers.ofString(TEMPLATE.formatted("scale")));
        assertThat(running.door().send(request.build()).status()).isEqualTo(401);
    }

    private static Quarantine setAside(String mapping) throws MalformedRecord {
        for (var found : running.kafka().recordsOf(Topics.QUARANTINE)) {
            Quarantine aside = Topics.QUARANTINE.value().decode(found.value());
            if (aside.detail().startsWith("by the mapping " + mapping)) {
                return aside;
            }
        }
        throw new AssertionError("nothing was set aside");
    }

    private static Door.Answer push(String mapping, String message) {
        return running.door().postTo("/v1/mapped/" + mapping, "application/json",
                message.getBytes(StandardCharsets.UTF_8), "Authorization", "Bearer " + RunningIngest.OPERATOR);
    }

    private static Door.Answer manage(String method, String mapping, String template) {
        return running.door().send(HttpRequest
                .newBuilder(running.door().address("/v1/mappings" + (mapping.isEmpty() ? "" : "/" + mapping)))
                .method(method, HttpRequest.BodyPublishers.ofString(template))
                .header("Authorization", "Bearer " + RunningIngest.OPERATOR).build());
    }
}
