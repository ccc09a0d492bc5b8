package dev.vigil.fhir.mapping;

import static dev.vigil.fhir.mapping.R4Validator.EXPLAINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.alert.Recipient;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.json.Json;
import dev.vigil.wire.plan.QuestionnaireJson;
import dev.vigil.wire.plan.ShippedPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Everything exported is valid R4, against the vital-signs profile of its kind where R4 has one.
class R4ValidityTest {

    private static final int SOME = 400;
    private static final int THOUSANDS = 2_000;

    private final R4Validator validator = new R4Validator();

    @Test
    void shouldMapReadingsToValidObservations() {
        assertThat(validator.messages(randomResources(SOME, Flavour.R4), ResultSeverityEnum.ERROR)).isEmpty();
    }

    @Test
    @Tag("slow")
    void shouldMapThousandsOfReadingsToValidObservations() {
        assertThat(validator.messages(randomResources(THOUSANDS, Flavour.R4), ResultSeverityEnum.ERROR)).isEmpty();
    }

    /// LOINC's and the device world's content may not be shipped, so no validator can look inside them; the value sets
    /// are extensible and name LOINC alone, so the second coding beside the one they want draws a remark.
    @Test
    void shouldDrawNoOtherRemarkThanThatCodeSystemsAreNotShipped() {
        assertThat(validator.messages(randomObservations(SOME), ResultSeverityEnum.WARNING).keySet())
                .allSatisfy(remark -> assertThat(remark).containsAnyOf(EXPLAINED.toArray(String[]::new)));
    }

    @Test
    void shouldMapScoresSummariesAlertsAndWhatTheyReferToValidly() {
        assertThat(validator.messages(samples(Flavour.R4), ResultSeverityEnum.ERROR)).isEmpty();
    }

    @Test
    void shouldMapDeliveriesOfAlertsOfEveryKindValidly() {
        List<Resource> communications = new ArrayList<>();
        for (Notification.Channel channel : Notification.Channel.values()) {
            for (Recipient.Kind kind : Recipient.Kind.values()) {
                communications.add(communication(Samples.notification(channel, kind, 1,
                        Samples.RECEIVED.plusSeconds(61), Notification.Outcome.DELIVERED, null)));
            }
        }
        for (Notification.Reason reason : Notification.Reason.values()) {
            communications.add(communication(Samples.notification(reason.ordinal() + 1,
                    Notification.Outcome.FAILED, reason)));
        }
        assertThat(validator.messages(communications, ResultSeverityEnum.ERROR)).isEmpty();
    }

    /// The Bundle that the validator is given has no id twice, and attempts of one delivery share theirs.
    private static Resource communication(Notification notification) {
        var communication = CommunicationMapper.map(notification, Samples.SUBJECT);
        communication.setId(UUID.randomUUID().toString());
        return communication;
    }

    @Test
    void shouldMeetUsCoreWhereThatIsWanted() throws IOException {
        assertMeetsUsCore(SOME);
    }

    @Test
    @Tag("slow")
    void shouldMeetUsCoreThousandsOfTimes() throws IOException {
        assertMeetsUsCore(THOUSANDS);
    }

    private static void assertMeetsUsCore(int count) throws IOException {
        Optional<Path> file = UsCorePackage.find();
        assumeTrue(file.isPresent(), "shared/data/us-core/us_core_610.tgz is not here");
        R4Validator usCore = new R4Validator(UsCorePackage.read(file.get()));
        assertThat(usCore.messages(randomResources(count, Flavour.US_CORE), ResultSeverityEnum.ERROR)).isEmpty();
        assertThat(usCore.messages(samples(Flavour.US_CORE), ResultSeverityEnum.ERROR)).isEmpty();
        var patient = PatientMapper.map(Samples.PATIENT, null, Flavour.US_CORE);
        patient.getName().clear();
        assertThat(usCore.messages(List.of(patient), ResultSeverityEnum.ERROR)).isNotEmpty();
    }

    private static Resource early() {
        return ReadingMapper.map(Samples.reading(Samples.measured(Vital.OXYGEN_SATURATION, "88.00", "88", "%")
                .with(Doubt.EARLY)), Samples.SUBJECT).getFirst();
    }

    private static List<Resource> samples(Flavour flavour) {
        return List.of(early(), ScoreMapper.map(Samples.completeScore(), Samples.SUBJECT, flavour),
                ScoreMapper.map(Samples.incompleteScore(), Samples.SUBJECT, flavour),
                SummaryMapper.map(Samples.summary(), Samples.SUBJECT),
                SummaryMapper.map(Samples.glucoseDay(96), Samples.SUBJECT),
                SamplesMapper.map(Samples.sampledHour(), Samples.SUBJECT).getFirst(),
                SamplesMapper.map(Samples.sampledHour(), Samples.SUBJECT).getLast(),
                DetectedIssueMapper.map(Samples.alert(new AlertState.Resolved(Samples.RECEIVED)), Samples.SUBJECT),
                FlagMapper.map(Samples.alert(new AlertState.Active()), Samples.SUBJECT),
                PatientMapper.map(Samples.PATIENT, Samples.patient(), flavour),
                RiskAssessmentMapper.map(Samples.completeScore(), Samples.SUBJECT),
                RiskAssessmentMapper.map(Samples.incompleteScore(), Samples.SUBJECT),
                DeviceUseMapper.map(Samples.DEVICE, new Assignment(Samples.PATIENT, Samples.TAKEN, null),
                        Samples.SUBJECT, Samples.RECEIVED),
                DeviceMapper.map(Samples.DEVICE, Samples.device()));
    }

    /// Judged before by the same validator in a harness of its own.
    @Test
    void shouldJudgeSamplesAsTheyWereJudgedBefore() throws IOException {
        Optional<Path> folder = UsCorePackage.find().map(file -> file.resolve("../../../fhir-samples").normalize());
        assumeTrue(folder.isPresent(), "shared/fhir-samples is not here");
        for (String line : Files.readAllLines(folder.get().resolve("verdicts.txt"))) {
            if (line.startsWith("### ")) {
                String[] verdict = line.substring("### ".length()).split(" -> ");
                Resource sample = (Resource) FhirContext.forR4Cached().newJsonParser()
                        .parseResource(Files.readString(folder.get().resolve(verdict[0])));
                sample.setId(new UUID(0, verdict[0].hashCode()).toString());
                assertThat(validator.messages(List.of(sample), ResultSeverityEnum.ERROR).isEmpty()).as(line)
                        .isEqualTo(verdict[1].equals("OK"));
            }
        }
    }

    @Test
    void shouldFlagWhatIsWrongSoThatTheOtherTestsMeanSomething() {
        var observation = ReadingMapper.map(Samples.reading(Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min")),
                Samples.SUBJECT).getFirst();
        observation.getValueQuantity().setCode("{beats}/min");
        assertThat(validator.messages(List.of(observation), ResultSeverityEnum.ERROR)).isNotEmpty();
    }

    @Test
    void shouldAskWhatPlansAskAsValidQuestionnaires() throws IOException {
        List<Resource> questionnaires = new ArrayList<>();
        for (Plan plan : ShippedPlans.all()) {
            if (!plan.questions().isEmpty()) {
                Resource questionnaire = (Resource) FhirContext.forR4Cached().newJsonParser()
                        .parseResource(Json.mapper().writeValueAsString(QuestionnaireJson.of(plan)));
                questionnaire.setId(UUID.randomUUID().toString()); // for the Bundle that the validator is given
                questionnaires.add(questionnaire);
            }
        }
        assertThat(questionnaires).hasSizeGreaterThanOrEqualTo(2);
        assertThat(validator.messages(questionnaires, ResultSeverityEnum.ERROR)).isEmpty();
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
        return randomResources(atLeast, Flavour.R4).stream().filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .toList();
    }

    private static List<Resource> randomResources(int atLeast, Flavour flavour) {
        RandomReadings readings = new RandomReadings(20_261_123L);
        Charting charting = Charting.of(flavour, ShippedPlans.general(), PatientSettings.initial(Instant.EPOCH));
        Map<String, Resource> resources = new LinkedHashMap<>();
        while (resources.size() < atLeast) {
            var reading = readings.next();
            ReadingResources.map(reading, Subject.of(reading.patientId(), null, true), charting)
                    .forEach(resource -> resources.put(resource.getIdPart(), resource));
            reading.measurements().forEach(measurement -> DeviceMetricMapper
                    .map(reading.deviceId(), measurement.vital())
                    .ifPresent(metric -> resources.put(metric.getIdPart(), metric)));
        }
        return List.copyOf(resources.values());
    }
}
