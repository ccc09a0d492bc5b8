package dev.vigil.fhirserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.app.fhir.ServerReconciliation;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.FhirExport;
import dev.vigil.fhir.FhirExportConfig;
import dev.vigil.fhir.TestTopics;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.fhir.mapping.ResourceIds;
import dev.vigil.fhir.mapping.Samples;
import dev.vigil.fhir.rest.Authorization;
import dev.vigil.fhir.rest.LightEhr;
import dev.vigil.fhir.rest.ServerResources;
import dev.vigil.wire.AlertKey;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./vigil reconcile --fhir`: nothing is said of what is as it should be, and each difference is named.
class ServerReconciliationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private TestTopics topics;
    private LightEhr ehr;
    private final Observation reading = Samples.reading(
            Samples.measured(Vital.HEART_RATE, "71.00", "71", "/min"),
            Samples.measured(Vital.OXYGEN_SATURATION, "91.00", "91", "%"),
            Samples.measured(Vital.BODY_WEIGHT, "81.250", "81.25", "kg"));
    private final List<String> lines = new ArrayList<>();
    private boolean communications;

    @BeforeEach
    void start() throws Exception {
        topics = TestTopics.start(directory.resolve("kafka"));
        ehr = LightEhr.start();
        topics.publish(Topics.DEVICES, Samples.DEVICE, Samples.device());
        topics.publish(Topics.PLANS, "own", plan(92));
        topics.publish(Topics.PATIENTS, Samples.PATIENT, underThePlan(Samples.patient()));
        topics.publish(reading);
        topics.publish(Topics.SCORES, Samples.PATIENT, Samples.completeScore());
        topics.publish(Topics.SUMMARIES, Samples.PATIENT, Samples.summary());
        topics.publish(Topics.ALERTS, new AlertKey(Samples.PATIENT, "a-1"), Samples.alert(new AlertState.Active()));
    }

    @AfterEach
    void stop() {
        ehr.close();
        topics.close();
    }

    @Test
    void shouldAgreeThoughThePatientHasNumbersAndAPlanOfTheirOwn() throws Exception {
        exportAll();
        assertThat(ehr.stored().get("Observation/" + id(Vital.OXYGEN_SATURATION))).contains("Rule own-low", "MRN-1");
        assertThat(agrees()).as(String.join("\n", lines)).isTrue();
        assertThat(lines.getFirst()).startsWith("7 resources are on the server as Kafka has them, 0 on their way");
        topics.publish(Topics.PLANS, "own", plan(85));
        topics.publish(reading);
        topics.flush();
        assertThat(agrees()).as("another limit since, and one on its way").isTrue();
    }

    @Test
    void shouldAgreeThoughTheServerTakesObservationsAlone() throws Exception {
        ehr.takeOnly("Patient", "Observation");
        exportAll();
        assertThat(agrees()).as(String.join("\n", lines)).isTrue();
    }

    @Test
    void shouldNameEachDifferenceByPatientAndDay() throws Exception {
        exportAll();
        String weight = "Observation/" + id(Vital.BODY_WEIGHT);
        String saturation = "Observation/" + id(Vital.OXYGEN_SATURATION);
        String flag = ehr.stored().keySet().stream().filter(each -> each.startsWith("Flag/")).findFirst().orElseThrow();
        ehr.register(ehr.stored().get(weight).replace("81.25", "18.25"));
        ehr.register(ehr.stored().get(saturation).replace("\"id\":\"", "\"id\":\"again-"));
        ehr.forget(flag);
        assertThat(agrees()).isFalse();
        String day = "DIFFERENCE p1 2026-11-22 ";
        assertThat(lines).contains(day + weight + " differs in valueQuantity", day + saturation
                + " is on the server twice", day + flag + " is missing on the server", "p1 2026-11-22: 3 differences");
        assertThat(lines).filteredOn(line -> line.startsWith("DIFFERENCE")).hasSize(3);
    }

    @Test
    void shouldCountDeliveriesOfAlertsWhereTheSiteWantsThem() throws Exception {
        topics.publish(Topics.NOTIFICATIONS, "a-1", Samples.notification(1, Notification.Outcome.DELIVERED, null));
        exportAll();
        assertThat(agrees()).as(String.join("\n", lines)).isTrue();
        assertThat(lines.getFirst()).startsWith("7 resources are on the server as Kafka has them, 0 on their way");
        communications = true;
        exportAll();
        assertThat(agrees()).as(String.join("\n", lines)).isTrue();
        assertThat(lines.getFirst()).startsWith("8 resources are on the server as Kafka has them, 0 on their way");
        String communication = ehr.stored().keySet().stream().filter(each -> each.startsWith("Communication/"))
                .findFirst().orElseThrow();
        ehr.forget(communication);
        assertThat(agrees()).isFalse();
        assertThat(lines).contains("DIFFERENCE p1 2026-11-22 " + communication + " is missing on the server");
    }

    @Test
    void shouldSayThatResourcesAreAboutSomebodyElse() throws Exception {
        exportAll();
        ehr.register("{\"resourceType\":\"Patient\",\"id\":\"else\",\"identifier\":[{\"system\":\"urn:mrn\","
                + "\"value\":\"77\"}]}");
        String weight = "Observation/" + id(Vital.BODY_WEIGHT);
        ehr.register(ehr.stored().get(weight).replaceAll("\"Patient/[^\"]+\"", "\"Patient/else\""));
        assertThat(agrees()).isFalse();
        assertThat(lines).filteredOn(line -> line.startsWith("DIFFERENCE")).hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("DIFFERENCE p1 all days Patient/else, whom"))
                .anySatisfy(line -> assertThat(line).contains("are about Patient/").contains(" and Patient/else"));
    }

    private static Plan plan(int limit) {
        Rule rule = new Rule("own-low", Priority.MEDIUM, RuleKind.PHYSIOLOGICAL,
                new Condition.Threshold(Vital.OXYGEN_SATURATION, new Limit(Comparison.BELOW, BigDecimal.valueOf(limit)),
                        Duration.ZERO),
                null);
        return new Plan("own", List.of(rule), Set.of(), Map.of(), Map.of(Vital.HEART_RATE, ExportForm.SUMMARIES));
    }

    private static Patient underThePlan(Patient patient) {
        return new Patient(patient.patientId(), patient.birthDate(), patient.name(), patient.phone(),
                patient.careTeam(), patient.enrolled(), patient.pauses(), patient.identifiers(),
                List.of(new PatientSettings(Instant.EPOCH, 1, false, "own", Map.of())));
    }

    private String id(Vital vital) {
        return ResourceIds.ofVital(reading.id(), vital);
    }

    private boolean agrees() throws Exception {
        lines.clear();
        try (ServerResources server = ServerResources.open(ehr.base(), Authorization.none(), InstantSource.system())) {
            return new ServerReconciliation(topics.connection(), server,
                    ExportedTopic.wanted(communications), Flavour.R4, lines::add).run();
        }
    }

    private void exportAll() throws Exception {
        topics.flush();
        try (FhirExport ignored = FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, directory.resolve("fhir"), ehr.base(), null, true, Flavour.R4,
                        communications, null),
                topics.connection(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system())) {
            for (ExportedTopic topic : ExportedTopic.wanted(communications)) {
                await().atMost(PATIENCE).until(() -> topics.isExported(topic));
            }
        }
    }
}
