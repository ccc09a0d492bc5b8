package dev.vigil.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.app.reconcile.Ledger.Export;
import dev.vigil.app.reconcile.SampledHours.Sent;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.OfMeasurement;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Samples;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("cuff-1");

    private final Ledger ledger = new Ledger(NOW.minusSeconds(60), NOW.plusSeconds(60));

    @Test
    void shouldBalanceWhenEachMeasurementIsSomewhere() {
        ledger.reading(reading("1", 2), true);
        ledger.reading(reading("1", 2), true);
        ledger.reading(reading("2", 1), true);
        ledger.outcome(outcome("1", 2, 0, admitted("o1"), quarantined()));
        ledger.outcome(outcome("2", 0, 0, new OfMeasurement("heart-rate", Fate.PARKED, null, null)));
        ledger.observation(observation("o1", 0, 1), Export.EXPORTED, 0);
        LedgerReport report = ledger.report();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.isSettled()).isTrue();
        assertThat(report.lines().getFirst())
                .isEqualTo("accepted 5 = admitted 1 + duplicate 2 + quarantined 1 + parked 1 + withdrawn 0");
    }

    @Test
    void shouldCountAsFailedOnlyTheMeasurementsThatWereRefused() {
        ledger.reading(reading("1", 2), true);
        ledger.outcome(outcome("1", 0, 0, admitted("o1"), admitted("o1")));
        ledger.observation(observation("o1", 0, 2), Export.EXPORTED, 1);
        LedgerReport report = ledger.report();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.exported()).isEqualTo(1);
    }

    @Test
    void shouldNameAReadingThatIsNowhere() {
        ledger.reading(reading("1", 3), true);
        assertThat(ledger.report().isBalanced()).isFalse();
        assertThat(ledger.report().named()).containsExactly("cuff-1|1: 3 measurements accepted, none accounted for");
    }

    @Test
    void shouldWaitForWhatAdmissionHasNotReached() {
        ledger.reading(reading("1", 3), false);
        assertThat(ledger.report().isBalanced()).isTrue();
        assertThat(ledger.report().isSettled()).isFalse();
    }

    @Test
    void shouldNameAMeasurementThatWasCountedTwice() {
        ledger.reading(reading("1", 1), true);
        ledger.outcome(outcome("1", 1, 0, admitted("o1")));
        ledger.observation(observation("o1", 0, 1), Export.EXPORTED, 0);
        assertThat(ledger.report().named()).containsExactly("cuff-1|1: 1 measurements accepted, 2 accounted for");
    }

    @Test
    void shouldNameAnAdmittedReadingWithoutItsObservation() {
        ledger.reading(reading("1", 1), true);
        ledger.outcome(outcome("1", 0, 0, admitted("o1")));
        assertThat(ledger.report().named())
                .containsExactly("cuff-1|1: admitted into observation o1, which is not there");
    }

    @Test
    void shouldCountEachObservationOnceAtItsLatestRevision() {
        ledger.reading(reading("1", 1), true);
        ledger.outcome(outcome("1", 0, 0, admitted("o1")));
        ledger.observation(observation("o1", 1, 1), Export.PENDING, 0);
        ledger.observation(observation("o1", 0, 1), Export.EXPORTED, 0);
        assertThat(ledger.report().notYetExported()).isEqualTo(1);
        assertThat(ledger.report().exported()).isZero();
        assertThat(ledger.report().isBalanced()).isTrue();
    }

    @Test
    void shouldNameAnUnreadableRecordThatIsNotInQuarantine() {
        ledger.unreadableReading(new Place(0, 5), true);
        ledger.unreadableReading(new Place(0, 6), false);
        assertThat(ledger.report().named()).containsExactly(
                "unreadable record at partition 0 offset 6 is not in quarantine");
    }

    @Test
    void shouldNotMissReadingsThatTheTopicHasForgotten() {
        ledger.reading(reading("2", 1), true);
        ledger.outcome(outcome("2", 0, 0, quarantined()));
        ledger.outcome(new ReadingOutcome(DEVICE, new ReadingId("old"), NOW.minusSeconds(61), NOW,
                List.of(quarantined()), 0, 0));
        assertThat(ledger.report().isBalanced()).isTrue();
    }

    @Test
    void shouldBalanceWhileThePipelineRuns() {
        ledger.outcome(outcome("1", 0, 0, admitted("o1")));
        ledger.reading(reading("1", 1), false);
        ledger.reading(reading("1", 1), false);
        ledger.reading(reading("2", 1), false);
        ledger.observation(observation("o1", 0, 1), Export.EXPORTED, 0);
        ledger.observation(observationOf("2", "o2"), Export.PENDING, 0);
        LedgerReport report = ledger.report();
        assertThat(report.named()).isEmpty();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.notYetAdmitted()).isEqualTo(2);
    }

    @Test
    void shouldNameAnObservationThatItsReadingKnowsNothingOf() {
        ledger.outcome(outcome("1", 0, 0, admitted("o1")));
        ledger.reading(reading("1", 1), true);
        ledger.observation(observation("o1", 0, 1), Export.EXPORTED, 0);
        ledger.observation(observation("o9", 0, 1), Export.EXPORTED, 0);
        assertThat(ledger.report().named()).containsExactly("cuff-1|1: observation o9 is in no outcome");
    }

    @Test
    void shouldCountAReadingThatWasPutAwayWhole() {
        ledger.readingQuarantinedWhole(reading("1", 2));
        assertThat(ledger.report().quarantined()).isEqualTo(2);
        assertThat(ledger.report().isBalanced()).isTrue();
    }

    @Test
    void shouldBalanceWhatWasWithdrawnAndWhatIsAnotherPatientsNow() {
        ledger.reading(reading("1", 1), true);
        ledger.reading(reading("2", 1), true);
        ledger.outcome(outcome("1", 0, 0, new OfMeasurement("heart-rate", Fate.REATTRIBUTED, null, "of-bob")));
        ledger.outcome(outcome("2", 0, 0, new OfMeasurement("heart-rate", Fate.WITHDRAWN, null, "withdrawn")));
        ledger.observation(observation("of-ada", 1, 1, ObservationStatus.ENTERED_IN_ERROR), Export.EXPORTED, 0);
        ledger.observation(observation("of-bob", 1, 1), Export.EXPORTED, 0);
        ledger.observation(observation("withdrawn", 1, 1, ObservationStatus.ENTERED_IN_ERROR), Export.EXPORTED, 0);
        LedgerReport report = ledger.report();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.lines().getFirst())
                .isEqualTo("accepted 2 = admitted 1 + duplicate 0 + quarantined 0 + parked 0 + withdrawn 1");
    }

    @Test
    void shouldHoldTheSamplesOfAnHourAgainstItsReadings() {
        readings(3);
        ledger.summary(hour(0, 2), Sent.EXPORTED);
        ledger.summary(hour(1, 3), Sent.EXPORTED);
        observed(3, Export.EXPORTED);
        LedgerReport report = ledger.report();
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.exported()).isEqualTo(3);
        assertThat(report.sampled()).isEqualTo(3);
        assertThat(report.lines()).contains("of these exported as samples 3");
    }

    @Test
    void shouldNameAnHourWhoseSamplesMissAReadingOrHaveOneTooMany() {
        readings(3);
        ledger.summary(hour(0, 2), Sent.EXPORTED);
        observed(3, Export.EXPORTED);
        assertThat(ledger.report().named())
                .containsExactly("p1 heart-rate 2026-11-23T10:00:00Z: 3 readings admitted, 2 in samples");
        Ledger other = new Ledger(NOW.minusSeconds(60), NOW.plusSeconds(60));
        other.summary(hour(0, 1), Sent.EXPORTED);
        assertThat(other.report().named())
                .containsExactly("p1 heart-rate 2026-11-23T10:00:00Z: 0 readings admitted, 1 in samples");
    }

    @Test
    void shouldWaitForSamplesOfWhatCameLatelyAndForThoseOnTheirWay() {
        Ledger young = new Ledger(NOW.minusSeconds(60), NOW);
        young.reading(reading("0", 1), true);
        young.outcome(outcome("0", 0, 0, admitted("o0")));
        young.reading(reading("1", 1), true);
        young.outcome(outcome("1", 0, 0, admitted("o1")));
        young.summary(hour(0, 1), Sent.EXPORTED);
        young.observation(observationOf("0", "o0"), Export.EXPORTED, 0);
        young.observation(observationOf("1", "o1"), Export.EXPORTED, 0);
        assertThat(young.report().isBalanced()).isTrue();
        assertThat(young.report().notYetExported()).isOne();
        readings(2);
        ledger.summary(hour(0, 2), Sent.PENDING);
        observed(2, Export.EXPORTED);
        assertThat(ledger.report().isBalanced()).isTrue();
        assertThat(ledger.report().notYetExported()).isEqualTo(2);
    }

    @Test
    void shouldCountAsFailedWhoseSamplesWereRefused() {
        readings(2);
        ledger.summary(hour(0, 2), Sent.REFUSED);
        observed(2, Export.EXPORTED);
        assertThat(ledger.report().failed()).isEqualTo(2);
        assertThat(ledger.report().isBalanced()).isTrue();
    }

    private void readings(int count) {
        for (int i = 0; i < count; i++) {
            ledger.reading(reading("" + i, 1), true);
            ledger.outcome(outcome("" + i, 0, 0, admitted("o" + i)));
        }
    }

    private void observed(int count, Export export) {
        for (int i = 0; i < count; i++) {
            ledger.observation(observationOf("" + i, "o" + i), export, 0);
        }
    }

    private static Summary hour(int revision, int samples) {
        BigDecimal ten = BigDecimal.TEN;
        return new Summary(new PatientId("p1"), Vital.HEART_RATE, WindowLength.ONE_HOUR, NOW, NOW.plusSeconds(3600),
                samples, ten, ten, ten, ten, ten, ten, null, null, null, List.of(new Samples(DEVICE, NOW,
                        Duration.ofSeconds(1), Collections.nCopies(samples, ten))),
                true, revision);
    }

    private static Reading reading(String id, int measurements) {
        return new Reading(DEVICE, new ReadingId(id), NOW, null, Collections.nCopies(measurements,
                new RawMeasurement("heart-rate", new RawValue.Decimal(BigDecimal.TEN), "/min")), null, null, null,
                NOW, null, Door.HTTP);
    }

    private static ReadingOutcome outcome(String id, int duplicates, int conflicts, OfMeasurement... measurements) {
        return new ReadingOutcome(DEVICE, new ReadingId(id), NOW, NOW, Arrays.asList(measurements), duplicates,
                conflicts);
    }

    private static OfMeasurement admitted(String observationId) {
        return new OfMeasurement("heart-rate", Fate.ADMITTED, null, observationId);
    }

    private static OfMeasurement quarantined() {
        return new OfMeasurement("heart-rate", Fate.QUARANTINED, QuarantineReason.IMPLAUSIBLE, null);
    }

    private static Observation observationOf(String reading, String id) {
        Observation one = observation(id, 0, 1);
        return new Observation(id, 0, one.patientId(), one.deviceId(), null, new ReadingId(reading), NOW, NOW, null,
                NOW, NOW, one.measurements(), false, ObservationStatus.FINAL);
    }

    private static Observation observation(String id, int revision, int measurements) {
        return observation(id, revision, measurements, ObservationStatus.FINAL);
    }

    private static Observation observation(String id, int revision, int measurements, ObservationStatus status) {
        Measurement measurement = new Measurement(Vital.HEART_RATE, new MeasuredValue.Quantity(BigDecimal.TEN),
                new Measurement.Original(new RawValue.Decimal(BigDecimal.TEN), "/min"), false);
        return new Observation(id, revision, new PatientId("p1"), DEVICE, null, new ReadingId("1"), NOW, NOW, null, NOW,
                NOW, Collections.nCopies(measurements, measurement), false, status);
    }
}
