package dev.vigil.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vigil.domain.device.DeviceReport;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.monitor.LatestValue;
import dev.vigil.domain.monitor.ScoreTrack;
import dev.vigil.domain.monitor.SummaryMarks;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.Point;
import dev.vigil.domain.window.RangeCounts;
import dev.vigil.domain.window.WindowLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MonitorStateTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00.123456789Z");

    @Test
    void shouldKeepAPaneOfAnyNumbers() {
        Random random = new Random(5);
        for (int run = 0; run < 2_000; run++) {
            Pane pane = new Pane(number(random), number(random), number(random), number(random), number(random),
                    number(random), number(random), number(random), number(random),
                    new Point(number(random) >> 2, number(random)), new Point(number(random) >> 2, number(random)),
                    random.nextBoolean() ? null : new RangeCounts(number(random), number(random), number(random),
                            number(random), number(random)));
            assertThat(PaneCodec.decode(Vital.BLOOD_GLUCOSE, PaneCodec.encode(pane))).isEqualTo(pane);
        }
    }

    @Test
    void shouldKeepAVital() {
        MeasuredValue value = new MeasuredValue.Quantity(new BigDecimal("71.50"));
        List<HistoryPoint> points = List.of(
                new HistoryPoint(Vital.HEART_RATE, T0, "o1", 0, value, false, false, new DeviceId("d1"), "g1"),
                new HistoryPoint(Vital.HEART_RATE, T0.plusNanos(1), "3903677e-bb75-5de9-82eb-0d1a814159f1", 7, value,
                        true, true, new DeviceId("d1"), "g1"),
                new HistoryPoint(Vital.HEART_RATE, T0.plusSeconds(90), "O2", 0, value, false, true,
                        new DeviceId("d1"), null));
        Pane pane = new Pane(1, 2, 3, 4, 5, 6, 7, 8, 9, new Point(10, 11), new Point(12, 13),
                new RangeCounts(1, 2, 3, 4, 5));
        VitalRow row = new VitalRow(quantity("71.50", true), quantity("70.00", false), T0,
                List.of(new RecentPanes(-7, List.of(pane, pane)), RecentPanes.NONE,
                        new RecentPanes(Long.MIN_VALUE, List.of(pane)), new RecentPanes(0, List.of(pane))),
                new VitalState.Edge(T0, 300), new SummaryMarks(List.of(
                        new SummaryMarks.Mark(WindowLength.ONE_HOUR, T0, 2, null, 17))),
                points);
        assertThat(VitalRow.decode(Vital.HEART_RATE, row.encode(Vital.HEART_RATE))).isEqualTo(row);
    }

    @Test
    void shouldKeepACodedVitalAndOneThatWasWithdrawn() {
        LatestValue level = new LatestValue(new MeasuredValue.Level(Consciousness.VOICE), T0, "o1",
                new DeviceId("d1"), null, false);
        VitalRow row = new VitalRow(level, level, T0, List.of(), VitalState.Edge.NONE, SummaryMarks.NONE, List.of());
        assertThat(VitalRow.decode(Vital.CONSCIOUSNESS, row.encode(Vital.CONSCIOUSNESS))).isEqualTo(row);
        VitalRow withdrawn =
                new VitalRow(null, null, T0, List.of(), VitalState.Edge.NONE, SummaryMarks.NONE, List.of());
        assertThat(VitalRow.decode(Vital.HEART_RATE, withdrawn.encode(Vital.HEART_RATE))).isEqualTo(withdrawn);
    }

    @Test
    void shouldKeepAChunkOfPanes() {
        List<Pane> panes = List.of(
                new Pane(1, 2, 3, 4, 5, 6, 7, 8, 9, new Point(10, 11), new Point(12, 13), null),
                new Pane(2, 2, 3, 4, 5, 6, 7, 8, 9, new Point(10, 11), new Point(12, 13),
                        new RangeCounts(1, 2, 3, 4, 5)));
        assertThat(PaneChunkCodec.decode(PaneChunkCodec.encode(panes))).isEqualTo(panes);
    }

    @Test
    void shouldKeepAPatientInOneRecord() {
        PatientRow row = new PatientRow(T0, Map.of(), null, Map.of(), List.of());
        byte[] vital = new VitalRow(null, null, T0, List.of(), VitalState.Edge.NONE, SummaryMarks.NONE, List.of())
                .encode(Vital.HEART_RATE);
        byte[] bytes = new PatientRecord(T0.plusSeconds(9), T0.minusSeconds(1), row, Map.of(Vital.HEART_RATE, vital))
                .encode();
        PatientRecord read = PatientRecord.decode(bytes);
        assertThat(read.row()).isEqualTo(row);
        assertThat(read.picturedAt()).isEqualTo(T0.minusSeconds(1));
        assertThat(read.vitals()).containsOnlyKeys(Vital.HEART_RATE);
        assertThat(read.vitals().get(Vital.HEART_RATE)).isEqualTo(vital);
        assertThat(PatientRecord.dueOf(bytes)).isEqualTo(T0.plusSeconds(9));
        assertThat(PatientRecord.isRecord(row.encode())).as("the former layout").isFalse();
    }

    @Test
    void shouldKeepEveryRuleState() {
        RuleState.Raised raised = new RuleState.Raised(T0, T0.plusSeconds(5), true);
        PatientRow row = new PatientRow(T0, Map.of(
                "a", progress(new RuleState.Pending(T0, T0.plusNanos(1), T0.minusSeconds(9)), RuleState.QUIET),
                "b", progress(raised, raised), "c", progress(new RuleState.Clearing(raised, T0), RuleState.QUIET)),
                new ScoreTrack(T0, 3, Long.MIN_VALUE, T0, -7, T0.plusSeconds(9)), Map.of(new DeviceId("d1"),
                        new DeviceReport(T0, new BigDecimal("0.080"), null, Duration.ofMillis(-1),
                                BigDecimal.ONE)),
                List.of(new ToldScore(ToldScore.minuteOf(T0.minusSeconds(60)), 3, -9),
                        new ToldScore(ToldScore.minuteOf(T0), 0, ToldScore.NOTHING)));
        assertThat(PatientRow.decode(row.encode())).isEqualTo(row);
    }

    @Test
    void shouldKeepSummaryMarks() {
        SummaryMarks marks = new SummaryMarks(List.of(
                new SummaryMarks.Mark(WindowLength.ONE_HOUR, T0, 4, null, 17),
                new SummaryMarks.Mark(WindowLength.ONE_DAY, T0, 0, T0, SummaryMarks.Mark.NOT_SAMPLED)));
        assertThat(SummaryMarksCodec.decode(SummaryMarksCodec.encode(marks))).isEqualTo(marks);
    }

    @Test
    void shouldRefuseAnotherReleasesStateAndATornOne() {
        byte[] bytes = SummaryMarksCodec.encode(SummaryMarks.NONE);
        byte[] newer = bytes.clone();
        newer[0] = 99;
        assertThatIllegalStateException().isThrownBy(() -> SummaryMarksCodec.decode(newer))
                .withMessage("kept state has version 99, this program knows up to 2");
        assertThatIllegalStateException().isThrownBy(() -> SummaryMarksCodec.decode(Arrays.copyOf(bytes, 1)));
    }

    private static RuleProgress progress(RuleState live, RuleState past) {
        return new RuleProgress(RuleKind.TECHNICAL, Priority.MEDIUM, live, past, "because of 86 °C",
                Set.of(Vital.PAIN, Vital.HEART_RATE), 9);
    }

    private static LatestValue quantity(String value, boolean questionable) {
        return new LatestValue(new MeasuredValue.Quantity(new BigDecimal(value)), T0, "o1", new DeviceId("d1"), "g1",
                questionable);
    }

    private static long number(Random random) {
        return random.nextLong() >> random.nextInt(64);
    }
}
