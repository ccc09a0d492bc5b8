package dev.vigil.domain.patient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatientTest {

    private static final Instant THREE = Instant.parse("2026-11-22T03:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

    private final Patient patient = new Patient(new PatientId("p1"), null, "Ada Example", null, null,
            new Enrolment(THREE, null), List.of(new Pause(THREE, NINE, "hospital stay")), List.of(),
            List.of(new PatientSettings(NINE, 2, false, "copd", Map.of()), PatientSettings.initial(THREE)));

    @Test
    void shouldUseWhatHeldAtTheTime() {
        assertThat(patient.settingsAt(NINE.minusNanos(1)).oxygenScale()).isEqualTo(1);
        assertThat(patient.settingsAt(NINE).oxygenScale()).isEqualTo(2);
        assertThat(patient.settingsAt(THREE.minusSeconds(1)).oxygenScale()).isEqualTo(1);
    }

    @Test
    void shouldBePausedAndEnrolledInHalfOpenIntervals() {
        assertThat(patient.pauseAt(THREE)).isPresent();
        assertThat(patient.pauseAt(NINE)).isEmpty();
        assertThat(patient.enrolledAt(THREE.minusNanos(1))).isFalse();
        assertThat(patient.enrolledAt(NINE)).isTrue();
    }

    @Test
    void shouldShowItsPseudonymOnly() {
        assertThat(patient).hasToString("Patient[p1]");
        assertThat(new PatientIdentifier("urn:oid:1", "MRN-1").toString()).doesNotContain("MRN");
    }
}
