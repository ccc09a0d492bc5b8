package dev.vigil.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vigil.domain.admission.AdmittedReading;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.admission.Timing;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.monitor.SummaryMarks;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.RangeCounts;
import dev.vigil.domain.window.WindowLength;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Bytes that an earlier release wrote are read by this one. The files hold what it really wrote and never change.
class MigrationTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void shouldReadAVitalOfBeforeThereWasAHistory() throws IOException {
        VitalRow row = VitalRow.decode(Vital.HEART_RATE, written("vital-row-1"));
        assertThat(row.newest().value()).isEqualTo(new MeasuredValue.Quantity(new BigDecimal("71.50")));
        assertThat(row.trusted().observationId()).isEqualTo("o0");
        assertThat(row.recent()).hasSize(3).noneMatch(RecentPanes::hasStored);
        assertThat(row.edge()).as("the history begins after what is known").isEqualTo(new VitalState.Edge(T0, 0));
        assertThat(VitalRow.decode(Vital.HEART_RATE, row.encode(Vital.HEART_RATE))).isEqualTo(row);
    }

    @Test
    void shouldReadPanesOfBeforeBandsWereCounted() throws IOException {
        Pane lowAndHigh = PaneCodec.decode(Vital.BLOOD_GLUCOSE, written("pane-1"));
        assertThat(lowAndHigh.count()).isEqualTo(3);
        assertThat(lowAndHigh.min()).isEqualTo(52_00);
        assertThat(lowAndHigh.ranges()).as("52, 110 and 260 cannot be told apart any more").isNull();
        assertThat(PaneCodec.decode(Vital.BLOOD_GLUCOSE, written("pane-1-in-range")).ranges())
                .as("between 110 and 170").isEqualTo(new RangeCounts(0, 0, 3, 0, 0));
        assertThat(PaneCodec.decode(Vital.HEART_RATE, written("pane-1")).ranges()).isNull();
        VitalRow row = VitalRow.decode(Vital.BLOOD_GLUCOSE, written("vital-row-2"));
        assertThat(row.recent()).flatExtracting(RecentPanes::panes).extracting(Pane::ranges).containsExactly(
                new RangeCounts(0, 0, 0, 0, 1), new RangeCounts(0, 0, 0, 0, 1), null, null);
        assertThat(row.edge()).isEqualTo(new VitalState.Edge(T0.plusSeconds(600), 3));
        assertThat(VitalRow.decode(Vital.BLOOD_GLUCOSE, row.encode(Vital.BLOOD_GLUCOSE))).isEqualTo(row);
    }

    @Test
    void shouldReadMarksOfBeforeThereWereSamples() throws IOException {
        SummaryMarks marks = new SummaryMarks(List.of(
                new SummaryMarks.Mark(WindowLength.ONE_HOUR, T0, 4, null, SummaryMarks.Mark.NOT_SAMPLED),
                new SummaryMarks.Mark(WindowLength.ONE_DAY, T0, 0, T0, SummaryMarks.Mark.NOT_SAMPLED)));
        assertThat(SummaryMarksCodec.decode(written("summary-marks-1"))).isEqualTo(marks);
        VitalRow row = VitalRow.decode(Vital.HEART_RATE, written("vital-row-4"));
        assertThat(row.summaries()).as("in a patient's record").isEqualTo(marks);
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
    void shouldReadAPatientOfBeforeCuffsErred() throws IOException {
        PatientRow row = PatientRow.decode(written("patient-row-2"));
        assertThat(row.troubled()).containsOnlyKeys(new DeviceId("cuff-1")).allSatisfy((cuff, report) -> {
            assertThat(report.battery()).isEqualTo("0.080");
            assertThat(report.clockOffset()).isEqualTo(Duration.ofHours(-3));
            assertThat(report.cuffError()).isNull();
        });
        assertThat(PatientRow.decode(row.encode())).isEqualTo(row);
    }

    @Test
    void shouldReadAPastOfBeforeRowsHadSeveralPoints() throws IOException {
        Instant at = Instant.parse("2026-11-22T10:00:00.123456789Z");
        HistoryPoint point = new HistoryPoint(Vital.HEART_RATE, at, "o1", 3,
                new MeasuredValue.Quantity(new BigDecimal("71.50")), true, false, new DeviceId("d1"), "g1");
        byte[] key = HistoryKey.of(new PatientId("p1"), Vital.HEART_RATE, at, "o1");
        assertThat(HistoryCodec.decodePoints(Vital.HEART_RATE, key, written("history-point-1")))
                .containsExactly(point);
        assertThat(HistoryCodec.decodeScores(HistoryKey.ofScore(new PatientId("p1"), T0), written("told-score-1")))
                .containsExactly(new ToldScore(T0, 7, -9));
        VitalRow row = VitalRow.decode(Vital.HEART_RATE, written("vital-row-5"));
        assertThat(row.edge()).isEqualTo(new VitalState.Edge(at, 300));
        assertThat(row.points()).isEmpty();
        assertThat(VitalRow.decode(Vital.HEART_RATE, row.encode(Vital.HEART_RATE))).isEqualTo(row);
        PatientRow patient = PatientRow.decode(written("patient-row-3"));
        assertThat(patient.live().shape()).isEqualTo(42);
        assertThat(patient.troubled().get(new DeviceId("cuff-1")).cuffError()).isEqualTo(BigDecimal.ONE);
        assertThat(patient.told()).isEmpty();
        assertThat(PatientRow.decode(patient.encode())).isEqualTo(patient);
    }

    @Test
    void shouldReadAReadingOfBeforeThereWereCorrections() throws IOException {
        RememberedReading remembered = new RememberedReadingCodec().decode(written("remembered-reading-1"));
        assertThat(remembered.outcome().duplicates()).isOne();
        assertThat(remembered.outcome().conflicts()).isEqualTo(2);
        assertThat(remembered.outcome().measurements().getFirst().observationId())
                .isEqualTo("3903677e-bb75-5de9-82eb-0d1a814159f1");
        assertThat(remembered.admitted()).isNull();
        assertThat(remembered.revision()).isZero();
    }

    @Test
    void shouldKeepWhatAnAdmittedReadingSaid() {
        Reading reading = new Reading(new DeviceId("cuff"), new ReadingId("r1"), T0, null,
                List.of(new RawMeasurement("heart-rate", new RawValue.Decimal(new BigDecimal("71.0")), "/min"),
                        new RawMeasurement("consciousness", new RawValue.Text("A"), null)),
                null, null, null, T0, "gateway-1", Door.GATT,
                Set.of(MeasurementStatus.QUESTIONABLE, MeasurementStatus.EARLY), null, 3);
        RememberedReading remembered = new RememberedReading(5, 20_000, new ReadingOutcome(reading.deviceId(),
                reading.id(), T0, T0, List.of(), 0, 0, ReadingOutcome.Retracted.AWAITED), 7,
                new AdmittedReading(reading, new Timing(T0.minusSeconds(3), Duration.ofSeconds(-3), T0),
                        new PatientId("ada")));
        assertThat(new RememberedReadingCodec().decode(new RememberedReadingCodec().encode(remembered)))
                .isEqualTo(remembered);
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
