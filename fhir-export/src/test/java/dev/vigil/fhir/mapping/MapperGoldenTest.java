package dev.vigil.fhir.mapping;

import static dev.vigil.fhir.mapping.Samples.DEVICE;
import static dev.vigil.fhir.mapping.Samples.PATIENT;
import static dev.vigil.fhir.mapping.Samples.SUBJECT;
import static dev.vigil.fhir.mapping.Samples.measured;

import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import java.io.IOException;
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
        only("body-temperature-late", Samples.late(
                Samples.questionable(measured(Vital.BODY_TEMPERATURE, "43.333", "110.0", "[degF]"))));
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
    void shouldWithdraw() throws IOException {
        only("withdrawn", Samples.withdrawn(measured(Vital.BODY_WEIGHT, "81.250", "81.25", "kg")));
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
    void shouldMapSummary() throws IOException {
        Golden.assertMatches("summary", SummaryMapper.map(Samples.summary(), SUBJECT));
    }

    @Test
    void shouldMapAlert() throws IOException {
        var active = Samples.alert(new AlertState.Active());
        Golden.assertMatches("detected-issue", DetectedIssueMapper.map(active, SUBJECT));
        Golden.assertMatches("flag-active", FlagMapper.map(active, SUBJECT));
        Golden.assertMatches("flag-inactive",
                FlagMapper.map(Samples.alert(new AlertState.Resolved(Samples.RECEIVED)), SUBJECT));
    }

    @Test
    void shouldMapPatientAndDevice() throws IOException {
        Golden.assertMatches("patient", PatientMapper.map(PATIENT, Samples.patient()));
        Golden.assertMatches("patient-unknown", PatientMapper.map(PATIENT, null));
        Golden.assertMatches("device", DeviceMapper.map(DEVICE, Samples.device()));
        Golden.assertMatches("device-unknown", DeviceMapper.map(DEVICE, null));
    }

    private static void only(String name, Observation reading) throws IOException {
        var resources = ReadingMapper.map(reading, SUBJECT);
        org.assertj.core.api.Assertions.assertThat(resources).hasSize(1);
        Golden.assertMatches(name, resources.getFirst());
    }
}
