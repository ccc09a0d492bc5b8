package dev.vigil.fhir.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.PatientId;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.mapping.Subject;
import dev.vigil.fhir.sink.EncodedResource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceUsesTest {

    private static final PatientId ADA = new PatientId("ada");
    private static final PatientId BOB = new PatientId("bob");
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-11-20T08:00:00Z");

    private final DeviceUses uses = new DeviceUses(new ResourceEncoder());

    @Test
    void shouldTakeBackAnAssignmentThatWasCorrected() {
        uses.describe(device(new Assignment(ADA, MONDAY, null)));
        String told = of(ADA).getFirst().id();
        uses.describe(device(new Assignment(BOB, MONDAY, null)));
        assertThat(of(ADA)).singleElement().satisfies(resource -> {
            assertThat(resource.id()).isEqualTo(told);
            assertThat(resource.json()).contains("entered-in-error");
        });
        assertThat(of(BOB)).singleElement().satisfies(resource -> assertThat(resource.json()).contains("active"));
        uses.describe(device(new Assignment(ADA, MONDAY, FRIDAY)));
        assertThat(of(ADA)).singleElement().satisfies(resource -> assertThat(resource.json()).contains("completed"));
        assertThat(of(BOB)).singleElement().satisfies(resource -> assertThat(resource.json()).contains("entered-in"));
    }

    @Test
    void shouldOnlyEndAnAssignmentThatEnds() {
        uses.describe(device(new Assignment(ADA, MONDAY, null)));
        uses.describe(device(new Assignment(ADA, MONDAY, FRIDAY), new Assignment(BOB, FRIDAY, null)));
        assertThat(of(ADA)).singleElement().satisfies(resource -> assertThat(resource.json()).contains("completed"));
    }

    private List<EncodedResource> of(PatientId patient) {
        return uses.of(Subject.of(patient, null, true), FRIDAY.plusSeconds(60));
    }

    private static Device device(Assignment... assignments) {
        return new Device(Samples.DEVICE, null, null, null, List.of(assignments));
    }
}
