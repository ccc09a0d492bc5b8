package dev.vigil.fhir.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.validation.ResultSeverityEnum;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Everything exported is valid R4, against the vital-signs profile of its kind where R4 has one.
class R4ValidityTest {

    private static final int SOME = 400;
    private static final int THOUSANDS = 6_000;

    private final R4Validator validator = new R4Validator();

    @Test
    void shouldMapReadingsToValidObservations() {
        assertThat(validator.messages(randomObservations(SOME), ResultSeverityEnum.ERROR)).isEmpty();
    }

    @Test
    @Tag("slow")
    void shouldMapThousandsOfReadingsToValidObservations() {
        assertThat(validator.messages(randomObservations(THOUSANDS), ResultSeverityEnum.ERROR)).isEmpty();
    }

    /// LOINC's and the device world's content may not be shipped, so no validator can look inside them; the value sets
    /// are extensible and name LOINC alone, so the second coding beside the one they want draws a remark.
    @Test
    void shouldDrawNoOtherRemarkThanThatCodeSystemsAreNotShipped() {
        assertThat(validator.messages(randomObservations(SOME), ResultSeverityEnum.WARNING).keySet())
                .allSatisfy(remark -> assertThat(remark).containsAnyOf(
                        "None of the codings provided are in the value set 'Vital Signs'",
                        "None of the codings provided are in the value set 'Observation Interpretation Codes'",
                        "CodeSystem is unknown and can't be validated: http://loinc.org",
                        "CodeSystem is unknown and can't be validated: urn:iso:std:iso:11073:10101",
                        "CodeSystem is unknown and can't be validated: "
                                + "http://hl7.org/fhir/uv/pocd/CodeSystem/measurement-status"));
    }

    @Test
    void shouldMapScoresSummariesAlertsAndWhatTheyReferToValidly() {
        List<Resource> resources = List.of(ScoreMapper.map(Samples.completeScore(), Samples.SUBJECT),
                ScoreMapper.map(Samples.incompleteScore(), Samples.SUBJECT),
                SummaryMapper.map(Samples.summary(), Samples.SUBJECT),
                DetectedIssueMapper.map(Samples.alert(new AlertState.Active()), Samples.SUBJECT),
                FlagMapper.map(Samples.alert(new AlertState.Active()), Samples.SUBJECT),
                PatientMapper.map(Samples.PATIENT, Samples.patient()),
                DeviceMapper.map(Samples.DEVICE, Samples.device()));
        assertThat(validator.messages(resources, ResultSeverityEnum.ERROR)).isEmpty();
    }

    @Test
    void shouldFlagWhatIsWrongSoThatTheOtherTestsMeanSomething() {
        var observation = ReadingMapper.map(Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min")),
                Samples.SUBJECT).getFirst();
        observation.getValueQuantity().setCode("{beats}/min");
        assertThat(validator.messages(List.of(observation), ResultSeverityEnum.ERROR)).isNotEmpty();
    }

    @Test
    void shouldReferToPatientsAndDevicesOnly() {
        assertThat(randomObservations(SOME)).allSatisfy(observation -> {
            assertThat(observation.getSubject().getReference()).startsWith("Patient/");
            assertThat(observation.getDevice().getReference()).startsWith("Device/");
        });
    }

    @Test
    void shouldReferByIdentifierAloneWhereThePatientIsNotOurs() {
        PatientId patient = new PatientId("p7");
        var reference = Subject.of(patient, null, false).reference();
        assertThat(reference.getReference()).isNull();
        assertThat(reference.getIdentifier().getSystem()).isEqualTo("urn:vigil:patient");
        assertThat(reference.getIdentifier().getValue()).isEqualTo("p7");
    }

    private static List<Observation> randomObservations(int atLeast) {
        RandomReadings readings = new RandomReadings(20_261_123L);
        List<Observation> observations = new ArrayList<>();
        while (observations.size() < atLeast) {
            var reading = readings.next();
            observations.addAll(ReadingMapper.map(reading, Subject.of(reading.patientId(), null, true)));
        }
        return observations;
    }
}
