package dev.vigil.alerts.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScoreBand;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.MeasuredValue.Level;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorklistTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:03Z");
    private static final AlertState ACTIVE = new AlertState.Active();
    private static final Plan PLAN = new Plan("plan", List.of(
            new Rule("silent", Priority.LOW, RuleKind.TECHNICAL, new Condition.Silent(null, Duration.ofHours(2)), null),
            new Rule("score", Priority.LOW, RuleKind.PHYSIOLOGICAL,
                    new Condition.ScoreAtLeast(ScoreName.NEWS2, 5), null)),
            Set.of(), Map.of());

    @Test
    void shouldSortByAcuity() {
        Worklist worklist = new Worklist(NOW, List.of(), List.of(
                row("quiet", null, List.of()),
                row("medium-alert", null, List.of(alert("medium-alert", Priority.MEDIUM, ACTIVE))),
                row("news-3", score(3, ScoreBand.LOW_MEDIUM), List.of()),
                row("news-5", score(5, ScoreBand.MEDIUM), List.of()),
                row("taken", null, List.of(alert("taken", Priority.HIGH, new AlertState.Acknowledged("k", NOW)))),
                row("news-6", score(6, ScoreBand.MEDIUM), List.of()),
                row("calling", null, List.of(alert("calling", Priority.HIGH, ACTIVE))),
                row("also-quiet", null, List.of())));

        assertThat(worklist.patients()).extracting(row -> row.patientId().value()).containsExactly("calling", "taken",
                "news-6", "news-5", "news-3", "medium-alert", "also-quiet", "quiet");
    }

    @Test
    void shouldLeaveOutWhoIsNotWatchedUnlessSomethingIsOpen() {
        Patient left = patient("left", new Enrolment(NOW.minusSeconds(100), NOW.minusSeconds(1)));
        Alert open = alert("left", Priority.LOW, ACTIVE);
        Alert closed = alert("left", Priority.LOW, new AlertState.Resolved(NOW));

        assertThat(row(left, List.of())).isEmpty();
        assertThat(row(left, List.of(closed))).isEmpty();
        assertThat(row(left, List.of(open))).isPresent();
        assertThat(Worklist.row(file("nobody", null, null, List.of()), NOW)).isEmpty();
    }

    /// The page is written against this document.
    @Test
    void shouldLookAsPublished() throws IOException {
        CurrentPicture picture = new CurrentPicture(new PatientId("p-014"), Instant.parse("2026-11-22T10:41:02Z"),
                List.of(vital(Vital.OXYGEN_SATURATION, "86.00", "2026-11-22T10:41:00Z"),
                        new CurrentVital(Vital.CONSCIOUSNESS, new Level(Consciousness.ALERT),
                                Instant.parse("2026-11-22T08:00:00Z"), "o", new DeviceId("d"), false)),
                news2(), null,
                List.of(status("silent", RuleStatus.State.RAISED), status("score", RuleStatus.State.RAISED)));
        Patient ada = new Patient(new PatientId("p-014"), null, "Ada Meyer", null, "north", null, List.of(), List.of(),
                List.of(new PatientSettings(Instant.EPOCH, 1, false, "heart-failure", Map.of())));
        Alert desaturation = new Alert("5d0f6a0e-95a1-5e19-8b5c-2d7e1f0a9c11", ada.patientId(),
                RuleKind.PHYSIOLOGICAL, Priority.HIGH, ACTIVE, Instant.parse("2026-11-22T10:40:58Z"),
                Instant.parse("2026-11-22T10:40:58Z"), List.of(signal("spo2-low", RuleKind.PHYSIOLOGICAL,
                        Vital.OXYGEN_SATURATION, "2026-11-22T10:40:28Z",
                        "Oxygen saturation 86 % is below 90 % for 30 s.")),
                0, List.of());
        Alert silence = new Alert("70f1f1fd-0a60-5f0e-9b4a-6a3f7f1c2b0a", ada.patientId(), RuleKind.TECHNICAL,
                Priority.LOW, ACTIVE, Instant.parse("2026-11-22T09:00:00Z"), Instant.parse("2026-11-22T09:00:00Z"),
                List.of(signal("silent", RuleKind.TECHNICAL, null, "2026-11-22T09:00:00Z",
                        "Nothing received for 2 h.")),
                0, List.of());
        SilentGateway gateway = new SilentGateway("ward-3", Instant.parse("2026-11-22T09:00:00Z"),
                List.of(ada.patientId(), new PatientId("p-015")), List.of(silence.id()));
        Worklist worklist = new Worklist(NOW, List.of(gateway), List.of(
                Worklist.row(file("p-014", ada, picture, List.of(silence, desaturation)), NOW).orElseThrow(),
                row(patient("p-015", null), List.of()).orElseThrow()));

        try (InputStream golden = getClass().getResourceAsStream("/api/worklist.json")) {
            assertThat(Json.mapper().readTree(Json.mapper().writeValueAsBytes(worklist)).toPrettyString())
                    .isEqualTo(Json.mapper().readTree(golden).toPrettyString());
        }
    }

    @Test
    void shouldAskForTheMeasurementThatSettlesMostUnlessThePatientIsPaused() {
        Score open = new Score("s", new PatientId("p"), ScoreName.NEWS2, 1, 3, ScoreBand.LOW, 3, 8, false, false, 0,
                NOW, List.of(), List.of(Vital.OXYGEN_FLOW, Vital.BODY_TEMPERATURE));
        CurrentPicture picture = new CurrentPicture(new PatientId("p"), NOW, List.of(), open, null, List.of());
        Patient away = new Patient(new PatientId("p"), null, null, null, null, null,
                List.of(new Pause(NOW.minusSeconds(60), null, "in hospital")), List.of(),
                List.of(PatientSettings.initial(Instant.EPOCH)));

        assertThat(Worklist.row(file("p", null, picture, List.of()), NOW).orElseThrow().measureNext())
                .isEqualTo(Vital.BODY_TEMPERATURE);
        assertThat(Worklist.row(file("p", away, picture, List.of()), NOW).orElseThrow().measureNext()).isNull();
    }

    @Test
    void shouldTellASilenceWhateverBecameOfItsAlert() {
        CurrentPicture picture = new CurrentPicture(new PatientId("p"), NOW, List.of(), null, null,
                List.of(status("silent", RuleStatus.State.RAISED)));

        assertThat(Worklist.row(file("p", null, picture, List.of()), NOW).orElseThrow().silent())
                .extracting(PatientRow.Silence::ruleId).containsExactly("silent");
    }

    private static RuleStatus status(String rule, RuleStatus.State state) {
        return new RuleStatus(rule, state, Instant.parse("2026-11-22T09:00:00Z"), "Nothing received for 2 h.");
    }

    private static Score news2() {
        return new Score("s-1", new PatientId("p-014"), ScoreName.NEWS2, 1, 5, ScoreBand.MEDIUM, 5, 11, false, false,
                0, Instant.parse("2026-11-22T10:41:02Z"),
                List.of(part(Vital.OXYGEN_SATURATION, "86.00", 3, "2026-11-22T10:41:00Z"),
                        part(Vital.RESPIRATORY_RATE, "22.00", 2, "2026-11-22T10:38:00Z")),
                List.of(Vital.CONSCIOUSNESS, Vital.OXYGEN_FLOW));
    }

    private static ScorePart part(Vital vital, String value, int points, String takenAt) {
        return new ScorePart(vital, quantity(value), points, Instant.parse(takenAt), "o-1", false);
    }

    private static CurrentVital vital(Vital vital, String value, String takenAt) {
        return new CurrentVital(vital, quantity(value), Instant.parse(takenAt), "o", new DeviceId("d"), false);
    }

    private static MeasuredValue quantity(String value) {
        return new Quantity(new BigDecimal(value));
    }

    private static Signal signal(String rule, RuleKind kind, @Nullable Vital vital, String startedAt,
            String explanation) {
        return new Signal("s", new PatientId("p-014"), rule, kind, Priority.HIGH, SignalState.RAISED,
                Instant.parse(startedAt), NOW, vital, null, null, null, null, false, false, explanation, List.of());
    }

    private static PatientFile file(String id, @Nullable Patient patient, @Nullable CurrentPicture picture,
            List<Alert> alerts) {
        return new PatientFile(new PatientId(id), patient, picture, alerts, PLAN);
    }

    private static PatientRow row(String id, @Nullable Score score, List<Alert> alerts) {
        CurrentPicture picture = new CurrentPicture(new PatientId(id), NOW, List.of(), score, null, List.of());
        return Worklist.row(file(id, null, picture, alerts), NOW).orElseThrow();
    }

    private static Optional<PatientRow> row(Patient patient, List<Alert> alerts) {
        return Worklist.row(file(patient.patientId().value(), patient, null, alerts), NOW);
    }

    private static Patient patient(String id, @Nullable Enrolment enrolled) {
        return new Patient(new PatientId(id), null, null, null, null, enrolled, List.of(), List.of(),
                List.of(PatientSettings.initial(Instant.EPOCH)));
    }

    private static Score score(int total, ScoreBand band) {
        return new Score("s", new PatientId("p"), ScoreName.NEWS2, 1, total, band, total, 20, false, false, 0, NOW,
                List.of(), List.of());
    }

    private static Alert alert(String patient, Priority priority, AlertState state) {
        return new Alert("a-" + patient, new PatientId(patient), RuleKind.PHYSIOLOGICAL, priority, state, NOW, NOW,
                List.of(), 0, List.of());
    }
}
