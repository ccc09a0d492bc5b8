package dev.vigil.fhirserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import dev.vigil.app.replay.Recording;
import dev.vigil.app.replay.RowCount;
import dev.vigil.app.trial.RecordedSubjects;
import dev.vigil.app.trial.Subject;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEvent;
import dev.vigil.domain.alert.AlertLifecycle;
import dev.vigil.domain.alert.AlertOutcome;
import dev.vigil.domain.alert.PatientAlerts;
import dev.vigil.domain.monitor.Decision;
import dev.vigil.domain.monitor.MemoryHistory;
import dev.vigil.domain.monitor.Monitor;
import dev.vigil.domain.monitor.MonitorEvent;
import dev.vigil.domain.monitor.MonitorOutcome;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.json.ResourceWriter;
import dev.vigil.fhir.mapping.Charting;
import dev.vigil.fhir.mapping.DetectedIssueMapper;
import dev.vigil.fhir.mapping.DeviceMetricMapper;
import dev.vigil.fhir.mapping.FlagMapper;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.PatientMapper;
import dev.vigil.fhir.mapping.R4Validator;
import dev.vigil.fhir.mapping.ReadingResources;
import dev.vigil.fhir.mapping.RiskAssessmentMapper;
import dev.vigil.fhir.mapping.ScoreMapper;
import dev.vigil.fhir.mapping.SummaryMapper;
import dev.vigil.wire.plan.ShippedPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What real patients' recordings become, by the deciders of the stream, is valid FHIR, and written as HAPI would.
@Tag("slow")
class RecordedValidityTest {

    private static final int FILES = 60;
    private static final int OF_EACH_KIND = 500;

    /// By kind and id: of several versions of one resource a server has the last.
    private final Map<String, Map<String, Resource>> kinds = new LinkedHashMap<>();
    private final Charting charting =
            Charting.of(Flavour.R4, ShippedPlans.general(), PatientSettings.initial(Instant.EPOCH));

    @Test
    void shouldBeValidWhateverRecordedPatientsBecome() throws IOException {
        live("sepsis-2019/dev/psv", ".psv", "challenge-2019");
        live("bidmc/dev", ".csv", "bidmc");
        assertThat(kinds).containsKeys("reading", "summary", "score", "tier", "issue", "flag", "patient", "metric");
        List<Resource> all = kinds.values().stream().flatMap(ofKind -> ofKind.values().stream()).toList();
        assertThat(all).hasSizeGreaterThan(2_000);
        assertWrittenAsHapiDoes(all);
        assertThat(new R4Validator().messages(all, ResultSeverityEnum.WARNING).keySet())
                .allSatisfy(remark -> assertThat(
                        remark).startsWith("WARNING").containsAnyOf(R4Validator.EXPLAINED.toArray(String[]::new)));
    }

    private static void assertWrittenAsHapiDoes(List<Resource> resources) {
        IParser hapi = FhirContext.forR4Cached().newJsonParser();
        ResourceWriter writer = new ResourceWriter();
        assertThat(resources).allSatisfy(resource -> {
            Resource ours = (Resource) hapi.parseResource(writer.write(resource));
            Resource theirs = (Resource) hapi.parseResource(hapi.encodeResourceToString(resource));
            assertThat(ours.equalsDeep(theirs)).as(resource.fhirType()).isTrue();
        });
    }

    private void live(String folder, String suffix, String mapping) throws IOException {
        Path data = above("shared/data").resolve(folder);
        assumeTrue(Files.isDirectory(data), "recording " + folder + " is not on this machine");
        List<Path> files;
        try (Stream<Path> found = Files.walk(data)) {
            files = found.filter(file -> file.toString().endsWith(suffix)).sorted().limit(FILES).toList();
        }
        RowCount count = new RowCount();
        Recording recording = Recording.read(files, above("mappings").resolve(mapping + ".yaml"), count);
        RecordedSubjects.of(recording, ShippedPlans.general(), count).forEach(this::live);
    }

    private void live(Subject subject) {
        var whom = dev.vigil.fhir.mapping.Subject.of(subject.patient().patientId(), subject.patient(), true);
        add("patient", PatientMapper.map(subject.patient().patientId(), subject.patient()));
        Instant from = subject.observations().getFirst().receivedAt();
        PatientState state = PatientState.firstSeen(subject.patient().patientId(), from);
        PatientAlerts open = PatientAlerts.none(subject.patient().patientId());
        MemoryHistory history = new MemoryHistory();
        MonitorEvent enrolled = new MonitorEvent.PatientChanged(subject.patient());
        state = Monitor.decide(state, enrolled, subject.present(), history, from).state();
        Instant due = from;
        for (Observation reading : subject.observations()) {
            ReadingResources.map(reading, whom, charting).forEach(resource -> add("reading", resource));
            reading.measurements().forEach(measurement -> DeviceMetricMapper
                    .map(reading.deviceId(), measurement.vital()).ifPresent(metric -> add("metric", metric)));
            while (due.isBefore(reading.receivedAt())) {
                Decision passed = Monitor.decide(state, new MonitorEvent.TimePassed(true, from), subject.present(),
                        history, due);
                passed.outcomes().forEach(history::keep);
                open = map(passed, open, whom, due);
                state = passed.state();
                due = passed.due();
            }
            Decision decision = Monitor.decide(state, new MonitorEvent.Observed(reading), subject.present(),
                    history, reading.receivedAt());
            decision.outcomes().forEach(history::keep);
            open = map(decision, open, whom, reading.receivedAt());
            state = decision.state();
            due = decision.due();
        }
    }

    private PatientAlerts map(Decision decision, PatientAlerts before, dev.vigil.fhir.mapping.Subject whom,
            Instant now) {
        PatientAlerts open = before;
        for (MonitorOutcome outcome : decision.outcomes()) {
            switch (outcome) {
                case MonitorOutcome.Summarised(var summary) -> add("summary", SummaryMapper.map(summary, whom));
                case MonitorOutcome.Scored(var score) -> {
                    add("score", ScoreMapper.map(score, whom));
                    add("tier", RiskAssessmentMapper.map(score, whom));
                }
                case MonitorOutcome.Signalled(var signal) -> {
                    var decided = AlertLifecycle.decide(open, new AlertEvent.SignalCame(signal), now);
                    open = decided.alerts();
                    decided.outcomes().forEach(each -> {
                        if (each instanceof AlertOutcome.Changed(Alert alert)) {
                            add("issue", DetectedIssueMapper.map(alert, whom));
                            add("flag", FlagMapper.map(alert, whom));
                        }
                    });
                }
                default -> {} // nothing that is exported
            }
        }
        return open;
    }

    private void add(String kind, Resource resource) {
        Map<String, Resource> ofKind = kinds.computeIfAbsent(kind, each -> new LinkedHashMap<>());
        if (ofKind.size() < OF_EACH_KIND || ofKind.containsKey(resource.getIdPart())) {
            ofKind.put(resource.getIdPart(), resource);
        }
    }

    private static Path above(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve(name))) {
            folder = folder.getParent();
        }
        return folder.resolve(name);
    }
}
