package dev.vigil.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Bytes that an earlier release wrote are read by this one. The files hold what it really wrote and never change.
class MigrationTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void shouldReadAVitalOfBeforeThereWasAHistory() throws IOException {
        VitalRow row = VitalRow.decode(Vital.HEART_RATE, written("vital-row-1"));
        assertThat(row.newest().value()).isEqualTo(new MeasuredValue.Quantity(new BigDecimal("71.50")));
        assertThat(row.trusted().observationId()).isEqualTo("o0");
        assertThat(row.openPanes()).hasSize(3);
        assertThat(row.edge()).as("the history begins after what is known").isEqualTo(new VitalState.Edge(T0, 0));
        assertThat(VitalRow.decode(Vital.HEART_RATE, row.encode(Vital.HEART_RATE))).isEqualTo(row);
    }

    @Test
    void shouldReadAPatientOfBeforeScoresHadAMinuteOfTheirOwn() throws IOException {
        PatientRow row = PatientRow.decode(written("patient-row-1"));
        assertThat(row.live().revision()).isEqualTo(3);
        assertThat(row.live().shape()).isEqualTo(42);
        assertThat(row.rules().get("a").provenBy()).containsExactly(Vital.PAIN);
        assertThat(row.rules().get("a").reached()).isEqualTo(9);
        assertThat(PatientRow.decode(row.encode())).isEqualTo(row);
    }

    @Test
    void shouldRefuseWhatALaterReleaseWrote() throws IOException {
        byte[] later = written("patient-row-1");
        later[0] = 77;
        assertThatIllegalStateException().isThrownBy(() -> PatientRow.decode(later))
                .withMessageContaining("version 77");
    }

    private static byte[] written(String name) throws IOException {
        return HexFormat.of()
                .parseHex(Files.readString(Path.of("src/test/resources/state", name + ".hex")).strip());
    }
}
