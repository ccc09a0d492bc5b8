package dev.vigil.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The FHIR door as HAPI's client meets it, which asks for the CapabilityStatement before it speaks.
class FhirClientTest {

    private static final FhirContext R4 = FhirContext.forR4();

    @TempDir
    static Path directory;

    private static RunningIngest ingest;

    @BeforeAll
    static void open() throws Exception {
        ingest = RunningIngest.start(directory);
    }

    @AfterAll
    static void close() {
        ingest.close();
    }

    @Test
    void shouldTakeAnObservationAndItsWithdrawal() {
        MethodOutcome stored = client(RunningIngest.TOKEN).create().resource(heartRate("hr-1", "/min")).execute();
        assertThat(stored.getResponseStatusCode()).isEqualTo(202);
        assertThat(((OperationOutcome) stored.getOperationOutcome()).getIssueFirstRep().getDiagnostics())
                .startsWith("The reading is stored");
        Observation error = heartRate("hr-1", "/min").setStatus(Observation.ObservationStatus.ENTEREDINERROR);
        assertThat(((OperationOutcome) client(RunningIngest.TOKEN).create().resource(error).execute()
                .getOperationOutcome())
                .getIssueFirstRep().getDiagnostics()).startsWith("The retraction is stored");
    }

    @Test
    void shouldSayWhatIsWrongInTheClientsOwnExceptions() {
        assertThatThrownBy(() -> client(RunningIngest.TOKEN).create().resource(heartRate("hr-2", "/h")).execute())
                .isInstanceOfSatisfying(UnprocessableEntityException.class,
                        refused -> assertThat(((OperationOutcome) refused.getOperationOutcome()).getIssueFirstRep()
                                .getDetails().getCodingFirstRep().getCode())
                                .isEqualTo("urn:vigil:problem:unknown-unit"));
        assertThatThrownBy(() -> client("wrong").create().resource(heartRate("hr-3", "/min")).execute())
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void shouldAnswerABundleEntryByEntry() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.BATCH);
        for (String unit : new String[] {"/min", "/h"}) {
            bundle.addEntry().setResource(heartRate("hr-4" + unit.length(), unit)).getRequest()
                    .setMethod(Bundle.HTTPVerb.POST).setUrl("Observation");
        }
        Bundle answer = client(RunningIngest.TOKEN).transaction().withBundle(bundle).execute();
        assertThat(answer.getEntry()).extracting(entry -> entry.getResponse().getStatus())
                .containsExactly("202 Accepted", "422 Refused");
    }

    private static IGenericClient client(String token) {
        IGenericClient client = R4.newRestfulGenericClient(ingest.server(token).address() + "/fhir");
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
        return client;
    }

    private static Observation heartRate(String id, String unit) {
        Observation observation = new Observation().setStatus(Observation.ObservationStatus.FINAL)
                .setCode(new CodeableConcept(new Coding("http://loinc.org", "8867-4", null)))
                .setDevice(new Reference().setIdentifier(new Identifier().setValue("strap-1")))
                .setEffective(new DateTimeType(Date.from(Instant.now())))
                .setValue(new Quantity().setValue(BigDecimal.valueOf(72)).setSystem("http://unitsofmeasure.org")
                        .setCode(unit));
        observation.addIdentifier().setSystem("urn:example:obs").setValue(id);
        return observation;
    }
}
