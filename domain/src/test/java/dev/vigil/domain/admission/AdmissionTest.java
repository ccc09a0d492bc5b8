package dev.vigil.domain.admission;

import static dev.vigil.domain.admission.Desk.ADA;
import static dev.vigil.domain.admission.Desk.BOB;
import static dev.vigil.domain.admission.Desk.NOON;
import static dev.vigil.domain.admission.Desk.number;
import static dev.vigil.domain.admission.Desk.pulse;
import static dev.vigil.domain.admission.Desk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original.OfReading;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {

    private final Desk desk = Desk.ofAda();

    @Test
    void shouldAdmitAPlausibleReadingToItsPatient() {
        desk.receive(desk.reading("1", NOON.minusSeconds(60), number("systolic-bp", "128", "mmHg"),
                number("diastolic-bp", "82", "mmHg"), text("consciousness", "A")));

        Observation observation = desk.admitted.getFirst();
        assertThat(observation.patientId()).isEqualTo(ADA);
        assertThat(observation.takenAt()).isEqualTo(NOON.minusSeconds(60));
        assertThat(observation.deviceTakenAt()).isEqualTo(NOON.minusSeconds(60));
        assertThat(observation.clockOffset()).isNull();
        assertThat(observation.admittedAt()).isEqualTo(NOON);
        assertThat(observation.late()).isFalse();
        assertThat(observation.measurements()).hasSize(3).noneMatch(measurement -> measurement.questionable());
        assertThat(desk.outcome().measurements()).extracting(of -> of.observationId()).containsOnly(observation.id());
        assertThat(desk.quarantined).isEmpty();
    }

    @Test
    void shouldAdmitNothingOfATest() {
        desk.receive(desk.said(MeasurementStatus.TEST, pulse(70), number("oxygen-saturation", "97", "%")));

        assertThat(desk.admitted).isEmpty();
        assertThat(desk.quarantined).singleElement().extracting(Quarantine::reason).isEqualTo(QuarantineReason.TEST);
        assertThat(desk.fates()).containsExactly("pulse-rate quarantined test", "oxygen-saturation quarantined test");
    }

    @Test
    void shouldDoubtWhatTheDeviceDoubts() {
        desk.receive(desk.said(MeasurementStatus.QUESTIONABLE, pulse(70), pulse(71), text("consciousness", "A")));

        assertThat(desk.admitted.getFirst().measurements()).hasSize(2).allMatch(Measurement::questionable);
        assertThat(desk.fates()).contains("pulse-rate quarantined conflict");
    }

    @Test
    void shouldCountBackFromReceiptForADeviceWithoutAClock() {
        desk.receive(desk.counted("1", Duration.ofSeconds(5), pulse(70)));

        assertThat(desk.admitted.getFirst().takenAt()).isEqualTo(NOON.minusSeconds(5));
        assertThat(desk.admitted.getFirst().deviceTakenAt()).isNull();
    }

    @Test
    void shouldSetAsideOneMeasurementAndAdmitItsNeighbours() {
        desk.receive(desk.reading("1", NOON, pulse(70), number("oxygen-saturation", "101", "%")));

        assertThat(desk.fates())
                .containsExactly("pulse-rate admitted", "oxygen-saturation quarantined implausible");
        assertThat(desk.admitted.getFirst().measurements()).hasSize(1);
        Quarantine aside = desk.quarantined.getFirst();
        assertThat(((OfReading) aside.original()).reading().measurements())
                .containsExactly(number("oxygen-saturation", "101", "%"));
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of("unknown-vital", number("heartRate", "70", "/min"), "was heart-rate meant?"),
                Arguments.of("unknown-vital", number("SpO2", "97", "%"), "was oxygen-saturation meant?"),
                Arguments.of("unknown-vital", number("mood", "3", "1"), "vital 'mood' is none of the catalogue"),
                Arguments.of("unknown-unit", number("body-temperature", "37", "C"), "was Cel meant?"),
                Arguments.of("unknown-unit", number("body-temperature", "98", "F"), "was [degF] meant?"),
                Arguments.of("unknown-unit", number("body-weight", "80", null), "needs a unit, one of kg"),
                Arguments.of("unknown-unit", number("body-weight", "80", "mmHg"), "not taken in 'mmHg' but in kg"),
                Arguments.of("implausible", number("body-temperature", "37", "[degF]"),
                        "body-temperature 37 [degF] is 2.778 Cel, outside 25 to 45 Cel; was Cel meant?"),
                Arguments.of("implausible", number("body-temperature", "98.6", "Cel"), "was [degF] meant?"),
                Arguments.of("implausible", number("blood-glucose", "5.6", "mg/dL"),
                        "blood-glucose 5.6 mg/dL outside 10 to 1000 mg/dL; was mmol/L meant?"),
                Arguments.of("implausible", number("blood-glucose", "100", "mmol/L"), "was mg/dL meant?"),
                Arguments.of("implausible", number("oxygen-saturation", "0.97", "%"), "was 1 (a fraction) meant?"),
                Arguments.of("implausible", number("body-height", "1.75", "cm"), "was m or [ft_i] meant?"),
                Arguments.of("implausible", number("pain", "3.5", null), "must be a whole number"),
                Arguments.of("implausible", text("consciousness", "alert"), "was A meant?"),
                Arguments.of("implausible", text("consciousness", "X"), "one of A, C, V, P, U"),
                Arguments.of("unknown-unit",
                        new RawMeasurement("consciousness", new RawValue.Text("A"), "{score}"), "has no unit"),
                Arguments.of("malformed", text("pulse-rate", "high"), "must be a number"),
                Arguments.of("malformed", number("consciousness", "1", null), "letters A, C, V, P, U"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("reasons")
    void shouldSayWhyAndWhatWasProbablyMeant(String reason, RawMeasurement raw, String detail) {
        desk.receive(desk.reading("1", NOON, raw));

        assertThat(desk.admitted).isEmpty();
        assertThat(desk.fates()).containsExactly(raw.vital() + " quarantined " + reason);
        assertThat(desk.quarantined).singleElement().satisfies(aside -> {
            assertThat(aside.reason().code()).isEqualTo(reason);
            assertThat(aside.detail()).contains(detail);
        });
    }

    @Test
    void shouldSetAsideTheSecondOfOneVitalInOneReading() {
        desk.receive(desk.reading("1", NOON, pulse(70), pulse(71)));

        assertThat(desk.fates()).containsExactly("pulse-rate admitted", "pulse-rate quarantined conflict");
    }

    @ParameterizedTest(name = "{0} over {1}, mean {2}")
    @CsvSource({
        "82, 128, 97, 'implausible implausible admitted'",
        "100, 100, 100, 'implausible implausible admitted'",
        "120, 80, 79.99, 'admitted admitted implausible'",
        "120, 80, 80, 'admitted admitted admitted'",
        "120, 80, 120, 'admitted admitted admitted'",
        "120, 80, 120.01, 'admitted admitted implausible'",
        "109.99, 100, 105, 'questionable questionable admitted'",
        "110, 100, 105, 'admitted admitted admitted'",
        "230, 80, 105, 'admitted admitted admitted'",
        "230.01, 80, 105, 'questionable questionable admitted'"})
    void shouldJudgeThePressuresOfOneCuffCycleTogether(String systolic, String diastolic, String mean,
            String expected) {
        desk.receive(desk.reading("1", NOON, number("systolic-bp", systolic, "mm[Hg]"),
                number("diastolic-bp", diastolic, "mm[Hg]"), number("mean-arterial-pressure", mean, "mm[Hg]")));

        assertThat(String.join(" ", desk.outcome().measurements().stream().map(of -> of.reason() != null
                ? of.reason().code() : isQuestionable(of.vital()) ? "questionable" : "admitted").toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "taken {0} before receipt: {1}")
    @CsvSource({
        "PT-2M, admitted, false", "PT-2M-0.001S, future, false", "PT0S, admitted, false", "PT4H, admitted, false",
        "PT4H0.001S, admitted, true", "PT720H, admitted, true", "PT720H0.001S, too-old, true"})
    void shouldJudgeTheTimeOfMeasurementAgainstReceipt(Duration ago, String expected, boolean late) {
        desk.receive(desk.reading("1", NOON.minus(ago), pulse(70)));

        if (expected.equals("admitted")) {
            assertThat(desk.admitted.getFirst().late()).isEqualTo(late);
        } else {
            assertThat(desk.fates()).containsExactly("pulse-rate quarantined " + expected);
        }
    }

    @ParameterizedTest(name = "taken at {0}: {1}")
    @CsvSource({"2026-11-22T07:59:59.999999999Z, nobody", "2026-11-22T08:00:00Z, ada",
        "2026-11-22T09:59:59.999999999Z, ada", "2026-11-22T10:00:00Z, bob", "2026-11-22T12:00:00Z, bob"})
    void shouldAttributeByIntervalsThatIncludeTheirBeginningAndNotTheirEnd(Instant takenAt, String patient) {
        Instant eight = Instant.parse("2026-11-22T08:00:00Z");
        Instant ten = Instant.parse("2026-11-22T10:00:00Z");
        desk.assign(new Assignment(ADA, eight, ten), new Assignment(BOB, ten, null));

        desk.receive(desk.reading("1", takenAt, pulse(70)));

        assertThat(desk.admitted).extracting(observation -> observation.patientId().value())
                .isEqualTo(patient.equals("nobody") ? List.of() : List.of(patient));
    }

    @Test
    void shouldParkWhatBelongsToNobodyAndAdmitItOnceSomebodyHadTheDevice() {
        desk.assign();
        desk.receive(desk.reading("1", NOON, pulse(70)));
        desk.wait(Duration.ofMinutes(30));
        desk.receive(desk.reading("1", NOON, pulse(70)));
        assertThat(desk.fates()).containsExactly("pulse-rate parked");

        desk.assign(new Assignment(ADA, NOON, null));

        assertThat(desk.admitted).singleElement()
                .satisfies(observation -> assertThat(observation.receivedAt()).isEqualTo(NOON));
        assertThat(desk.fates()).containsExactly("pulse-rate admitted");
        assertThat(desk.outcome().duplicates()).isEqualTo(1);
        assertThat(desk.waitingCount()).isZero();
        assertThat(desk.parked).isEmpty();
    }

    @Test
    void shouldKeepWaitingWhenAnAssignmentDoesNotCoverTheReading() {
        desk.assign();
        desk.receive(desk.reading("1", NOON, pulse(70)));

        desk.assign(new Assignment(ADA, NOON.plusSeconds(1), null));

        assertThat(desk.fates()).containsExactly("pulse-rate parked");
    }

    @Test
    void shouldQuarantineWhatWaitedTooLongForItsPatient() {
        desk.assign();
        desk.receive(desk.reading("1", NOON, pulse(70), number("body-weight", "80", "kg")));

        desk.wait(Desk.PARKED_AT_MOST.minusNanos(1));
        assertThat(desk.quarantined).isEmpty();
        desk.wait(Duration.ofNanos(1));

        assertThat(desk.quarantined).extracting(Quarantine::reason).containsExactly(QuarantineReason.UNASSIGNED);
        assertThat(desk.fates()).containsExactly("pulse-rate quarantined unassigned",
                "body-weight quarantined unassigned");
        assertThat(desk.waitingCount()).isZero();
    }

    @Test
    void shouldNeverGuessBetweenTwoPatients() {
        desk.assign(new Assignment(ADA, NOON.minusSeconds(60), null), new Assignment(BOB, NOON.minusSeconds(60), null));
        desk.receive(desk.reading("1", NOON, pulse(70)));
        assertThat(desk.fates()).containsExactly("pulse-rate parked");

        desk.wait(Desk.PARKED_AT_MOST);

        assertThat(desk.fates()).containsExactly("pulse-rate quarantined ambiguous-assignment");
    }

    @Test
    void shouldReleaseToTheRightPatientOnceAnOverlapIsCorrected() {
        desk.assign(new Assignment(ADA, NOON.minusSeconds(60), null), new Assignment(BOB, NOON.minusSeconds(60), null));
        desk.receive(desk.reading("1", NOON, pulse(70)));

        desk.assign(new Assignment(ADA, NOON.minusSeconds(60), NOON), new Assignment(BOB, NOON, null));

        assertThat(desk.admitted).extracting(Observation::patientId).containsExactly(BOB);
    }

    @Test
    void shouldParkNoMoreThanItsBound() {
        desk.assign();
        for (int i = 0; i <= Admission.MOST_PARKED; i++) {
            desk.receive(desk.reading("r" + i, NOON, pulse(70)));
        }

        assertThat(desk.parked).hasSize(Admission.MOST_PARKED);
        assertThat(desk.quarantined).extracting(Quarantine::reason).containsExactly(QuarantineReason.UNASSIGNED);
    }

    @Test
    void shouldCountAResendAsADuplicateWhateverTheSendingLooksLike() {
        desk.receive(desk.reading("1", NOON, NOON, number("body-temperature", "36.50", "Cel")));
        desk.wait(Duration.ofMinutes(10));
        desk.receive(desk.reading("1", NOON, desk.now, number("body-temperature", "36.5", "Cel")));

        assertThat(desk.admitted).hasSize(1);
        assertThat(desk.outcome().duplicates()).isEqualTo(1);
        assertThat(desk.outcome().receivedAt()).isEqualTo(NOON);
        assertThat(desk.outcome().at()).isEqualTo(desk.now);
    }

    @Test
    void shouldQuarantineOtherContentUnderAnIdThatIsTaken() {
        desk.receive(desk.reading("1", NOON, pulse(70)));
        desk.receive(desk.reading("1", NOON, pulse(71), number("body-weight", "80", "kg")));
        desk.receive(desk.reading("1", NOON.minusSeconds(1), pulse(70)));

        assertThat(desk.admitted).hasSize(1);
        assertThat(desk.quarantined).extracting(Quarantine::reason)
                .containsExactly(QuarantineReason.CONFLICT, QuarantineReason.CONFLICT);
        assertThat(desk.fates()).containsExactly("pulse-rate admitted");
        assertThat(desk.outcome().conflicts()).isEqualTo(3);
    }

    @Test
    void shouldCountAResendOfWhatWasQuarantinedToo() {
        Reading impossible = desk.reading("1", NOON, pulse(700));
        desk.receive(impossible);
        desk.receive(impossible);

        assertThat(desk.quarantined).hasSize(1);
        assertThat(desk.outcome().duplicates()).isEqualTo(1);
    }

    @Test
    void shouldTellTheLedgerTheSameFateAgainForAResendAfterLong() {
        Reading reading = desk.reading("1", NOON.minus(Duration.ofDays(3)), pulse(70), pulse(70),
                number("body-weight", "800", "kg"));

        desk.receiveAfterForgetting(reading);

        assertThat(desk.admitted).isEmpty();
        assertThat(desk.quarantined).isEmpty();
        assertThat(desk.fates()).containsExactly("pulse-rate admitted", "pulse-rate quarantined conflict",
                "body-weight quarantined implausible");
        assertThat(desk.outcome().duplicates()).isEqualTo(3);
        assertThat(desk.outcome().receivedAt()).isEqualTo(reading.takenAt());
    }

    private boolean isQuestionable(String vital) {
        return desk.admitted.getFirst().measurements().stream()
                .anyMatch(measurement -> measurement.vital().key().equals(vital) && measurement.questionable());
    }
}
