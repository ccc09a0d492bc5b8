package dev.vigil.fhir.mapping;

import static dev.vigil.fhir.mapping.Samples.DEVICE;
import static dev.vigil.fhir.mapping.Samples.PATIENT;
import static dev.vigil.fhir.mapping.Samples.SUBJECT;
import static dev.vigil.fhir.mapping.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.Notification.Channel;
import dev.vigil.domain.alert.Notification.Outcome;
import dev.vigil.domain.alert.Notification.Reason;
import dev.vigil.domain.alert.Recipient;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;
import dev.vigil.wire.plan.ShippedPlans;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment.RiskAssessmentStatus;
import org.junit.jupiter.api.Test;

/// Every mapper's whole output, for a person to read.
class MapperGoldenTest {

    @Test
    void shouldMapHeartRate() throws IOException {
        only("heart-rate", Samples.reading(measured(Vital.HEART_RATE, "71.00", "71", "/min")));
    }

    @Test
    void shouldMapOxygenSaturationWithBothCodes() throws IOException {
        only("oxygen-saturation", Samples.reading(measured(Vital.OXYGEN_SATURATION, "97.00", "97", "%")));
    }

    @Test
    void shouldCallAnEarlyEstimatePreliminary() throws IOException {
        only("oxygen-saturation-early", Samples.reading(
                measured(Vital.OXYGEN_SATURATION, "88.00", "88", "%").with(Doubt.EARLY)));
    }

    @Test
    void shouldMapPressuresToOnePanel() throws IOException {
        only("blood-pressure", Samples.reading(measured(Vital.SYSTOLIC_BP, "128.00", "128", "mm[Hg]"),
                measured(Vital.DIASTOLIC_BP, "80.26", "10.7", "kPa"),
                measured(Vital.MEAN_ARTERIAL_PRESSURE, "97.00", "97", "mmHg")));
    }

    @Test
    void shouldSayThatDiastolicIsMissing() throws IOException {
        only("blood-pressure-without-diastolic", Samples.reading(
                Samples.questionable(measured(Vital.SYSTOLIC_BP, "270.00", "270", "mm[Hg]"))));
    }

    @Test
    void shouldMapQuestionableLateTemperatureWithItsCorrectedClock() throws IOException {
        Observation late = Samples.late(
                Samples.questionable(measured(Vital.BODY_TEMPERATURE, "43.333", "110.0", "[degF]")));
        var resources = ReadingResources.map(late, SUBJECT, Charting.plain(Flavour.R4));
        assertThat(resources).hasSize(3);
        Golden.assertMatches("body-temperature-late", resources.get(0));
        Golden.assertMatches("device-clock", resources.get(1));
        Golden.assertMatches("provenance", resources.get(2));
    }

    @Test
    void shouldMapGlucoseAsLaboratory() throws IOException {
        only("blood-glucose", Samples.reading(measured(Vital.BLOOD_GLUCOSE, "100.89", "5.6", "mmol/L")));
    }

    @Test
    void shouldMapOxygenFlowWithoutVitalSignsProfile() throws IOException {
        only("oxygen-flow", Samples.reading(measured(Vital.OXYGEN_FLOW, "2.00", "2.0", "L/min")));
    }

    @Test
    void shouldMapConsciousnessAsCode() throws IOException {
        only("consciousness", Samples.reading(Samples.level(Consciousness.VOICE)));
    }

    @Test
    void shouldMapPainAsInteger() throws IOException {
        only("pain", Samples.reading(measured(Vital.PAIN, "4", "4", "{score}")));
    }

    @Test
    void shouldMapSymptomAsGradedFinding() throws IOException {
        Charting charting = Charting.of(Flavour.R4, ShippedPlans.plan("heart-failure").orElseThrow(),
                Samples.patient().settingsAt(Samples.TAKEN));
        Golden.assertMatches("breathlessness", ReadingMapper.map(
                Samples.reading(measured(Vital.BREATHLESSNESS, "2", "2", "{score}")), SUBJECT, charting).getFirst());
    }

    @Test
    void shouldWithdraw() throws IOException {
        only("withdrawn", Samples.withdrawn(measured(Vital.BODY_WEIGHT, "81.250", "81.25", "kg")));
    }

    @Test
    void shouldInterpretByTheMostUrgentRuleThatIsViolated() throws IOException {
        Golden.assertMatches("oxygen-saturation-critical", charted(Flavour.R4,
                measured(Vital.OXYGEN_SATURATION, "82.00", "82", "%")));
        Golden.assertMatches("blood-pressure-critical", charted(Flavour.R4,
                measured(Vital.SYSTOLIC_BP, "85.00", "85", "mm[Hg]"),
                measured(Vital.DIASTOLIC_BP, "60.00", "60", "mm[Hg]")));
        Golden.assertMatches("consciousness-abnormal", charted(Flavour.R4, Samples.level(Consciousness.VOICE)));
    }

    @Test
    void shouldClaimUsCoreProfilesWhereThatIsWanted() throws IOException {
        Golden.assertMatches("us-core-oxygen-saturation", charted(Flavour.US_CORE,
                measured(Vital.OXYGEN_SATURATION, "97.00", "97", "%")));
        Golden.assertMatches("us-core-patient", PatientMapper.map(PATIENT, Samples.patient(), Flavour.US_CORE));
    }

    @Test
    void shouldMapTierOfScore() throws IOException {
        Golden.assertMatches("risk-assessment", RiskAssessmentMapper.map(Samples.completeScore(), SUBJECT));
        Golden.assertMatches("risk-assessment-incomplete",
                RiskAssessmentMapper.map(Samples.incompleteScore(), SUBJECT));
    }

    @Test
    void shouldMapWhoseADeviceIsAndWhatItMeasures() throws IOException {
        Instant from = Samples.TAKEN.minusSeconds(86_400);
        Assignment ended = new Assignment(PATIENT, from, Samples.TAKEN);
        Golden.assertMatches("device-use-active", DeviceUseMapper.map(DEVICE, new Assignment(PATIENT, from, null),
                SUBJECT, Samples.RECEIVED));
        Golden.assertMatches("device-use-completed", DeviceUseMapper.map(DEVICE, ended, SUBJECT, Samples.RECEIVED));
        Golden.assertMatches("device-metric",
                DeviceMetricMapper.map(DEVICE, Vital.OXYGEN_SATURATION).orElseThrow());
        assertThat(DeviceMetricMapper.map(DEVICE, Vital.PAIN)).isEmpty();
    }

    @Test
    void shouldMapCompleteScore() throws IOException {
        Golden.assertMatches("score-complete", ScoreMapper.map(Samples.completeScore(), SUBJECT));
    }

    @Test
    void shouldMapIncompleteScoreAsRange() throws IOException {
        Golden.assertMatches("score-incomplete", ScoreMapper.map(Samples.incompleteScore(), SUBJECT));
    }

    @Test
    void shouldTakeBackAndAmendTheTierWithItsScore() {
        Score score = Samples.completeScore();
        assertThat(RiskAssessmentMapper.map(told(score, 1, score.parts()), SUBJECT).getStatus())
                .isEqualTo(RiskAssessmentStatus.AMENDED);
        assertThat(RiskAssessmentMapper.map(told(score, 2, List.of()), SUBJECT).getStatus())
                .isEqualTo(RiskAssessmentStatus.ENTEREDINERROR);
    }

    private static Score told(Score score, int revision, List<ScorePart> parts) {
        return new Score(score.id(), score.patientId(), score.score(), score.scale(), score.total(), score.band(),
                score.floor(), score.ceiling(), score.complete(), score.stale(), revision, score.at(), parts,
                score.missing());
    }

    @Test
    void shouldMapSummary() throws IOException {
        Golden.assertMatches("summary", SummaryMapper.map(Samples.summary(), SUBJECT));
    }

    @Test
    void shouldMapSamplesWithTheirGapsAndTakeBackARunThatIsNoMore() throws IOException {
        var resources = SamplesMapper.map(Samples.sampledHour(), SUBJECT);
        assertThat(resources).hasSize(2);
        Golden.assertMatches("samples", resources.get(0));
        Golden.assertMatches("samples-taken-back", resources.get(1));
        assertThat(SamplesMapper.map(Samples.summary(), SUBJECT)).isEmpty();
    }

    @Test
    void shouldMapTimeInRangeBySensorCodesOnlyWhereASensorFilledTheDay() throws IOException {
        Golden.assertMatches("summary-glucose-sensor", SummaryMapper.map(Samples.glucoseDay(96), SUBJECT));
        Golden.assertMatches("summary-glucose-few", SummaryMapper.map(Samples.glucoseDay(10), SUBJECT));
        assertThat(loincOfComponents(Samples.glucoseDay(67))).isEmpty();
        assertThat(loincOfComponents(Samples.glucoseDay(68))).containsExactly("104638-2", "104642-4", "104641-6",
                "97510-2", "104640-8", "104639-0");
    }

    private static List<String> loincOfComponents(Summary summary) {
        return SummaryMapper.map(summary, SUBJECT).getComponent().stream()
                .flatMap(component -> component.getCode().getCoding().stream())
                .filter(coding -> coding.getSystem().equals(Codes.LOINC)).map(Coding::getCode).toList();
    }

    @Test
    void shouldMapAlert() throws IOException {
        var active = Samples.alert(new AlertState.Active());
        Golden.assertMatches("detected-issue", DetectedIssueMapper.map(active, SUBJECT));
        Golden.assertMatches("flag-active", FlagMapper.map(active, SUBJECT));
        Golden.assertMatches("flag-inactive",
                FlagMapper.map(Samples.alert(new AlertState.Resolved(Samples.RECEIVED)), SUBJECT));
        Golden.assertMatches("detected-issue-resolved",
                DetectedIssueMapper.map(Samples.alert(new AlertState.Resolved(Samples.RECEIVED)), SUBJECT));
    }

    @Test
    void shouldMapDeliveriesOfAlerts() throws IOException {
        Golden.assertMatches("communication", CommunicationMapper.map(Samples.notification(Channel.WEBHOOK,
                Recipient.Kind.ROLE, 2, Samples.RECEIVED.plusSeconds(125), Outcome.DELIVERED, null), SUBJECT));
        Golden.assertMatches("communication-not-done", CommunicationMapper.map(Samples.notification(Channel.EMAIL,
                Recipient.Kind.PERSON, 1, null, Outcome.FAILED, Reason.RECIPIENT_UNAVAILABLE), SUBJECT));
        Golden.assertMatches("communication-invalid-address", CommunicationMapper.map(Samples.notification(
                Channel.PAGE, Recipient.Kind.CARE_TEAM, 1, null, Outcome.FAILED, Reason.INVALID_ADDRESS), SUBJECT));
    }

    @Test
    void shouldMapPatientAndDevice() throws IOException {
        Golden.assertMatches("patient", PatientMapper.map(PATIENT, Samples.patient()));
        Golden.assertMatches("patient-unknown", PatientMapper.map(PATIENT, null));
        Golden.assertMatches("device", DeviceMapper.map(DEVICE, Samples.device()));
        Golden.assertMatches("device-unknown", DeviceMapper.map(DEVICE, null));
    }

    private static Resource charted(Flavour flavour, Measurement... measurements) {
        Charting charting = Charting.of(flavour, ShippedPlans.general(),
                Samples.patient().settingsAt(Samples.TAKEN));
        return ReadingMapper.map(Samples.reading(measurements), SUBJECT, charting).getFirst();
    }

    private static void only(String name, Observation reading) throws IOException {
        var resources = ReadingMapper.map(reading, SUBJECT);
        assertThat(resources).hasSize(1);
        Golden.assertMatches(name, resources.getFirst());
    }
}
