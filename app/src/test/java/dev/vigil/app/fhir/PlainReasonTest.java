package dev.vigil.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainReasonTest {

    @Test
    void shouldNameTheFieldThatTheServerPointsAt() throws Exception {
        PlainReason reason = PlainReason.of(failure(422, """
                {"resourceType":"OperationOutcome","issue":[{"code":"required",
                "expression":["Observation.component[0].code"],"diagnostics":"no code for Ada"}]}"""));
        assertThat(reason).isEqualTo(new PlainReason("Observation", "it breaks a rule of the server (422), required",
                "Observation.component[0].code"));
    }

    @Test
    void shouldFindTheElementInHapisWordsAndKeepTheirRestToItself() throws Exception {
        PlainReason reason = PlainReason.of(failure(400,
                """
                {"issue":[{"code":"processing","diagnostics":
                "HAPI-0450: HAPI-1821: [element=\\"status\\"] Invalid attribute value \\"Ada\\""}]}"""));
        assertThat(reason.field()).isEqualTo("status");
        assertThat(reason.reason()).contains("HAPI-0450").doesNotContain("Ada");
    }

    @Test
    void shouldSayWhatIsKnownWhereTheServerSaysNothing() throws Exception {
        assertThat(PlainReason.of(failure(413, null)).reason()).contains("too large");
        assertThat(PlainReason.of(failure(0, null)).reason()).isEqualTo("not sent: malformed: not JSON");
    }

    private static FhirFailure failure(int status, @Nullable String outcome) throws JsonProcessingException {
        return new FhirFailure("p1", "Observation", "o1", "vitals.observations", 0, 7, status,
                status == 0 ? "malformed: not JSON" : "the FHIR server answers " + status,
                outcome == null ? null : Json.mapper().readTree(outcome), null,
                Instant.parse("2026-11-23T12:00:00Z"), null);
    }
}
