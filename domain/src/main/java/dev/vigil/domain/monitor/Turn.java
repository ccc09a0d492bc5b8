package dev.vigil.domain.monitor;

import dev.vigil.domain.device.DeviceReport;
import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryInHand;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One decision under way: the state as it becomes, and what has been said so far. Lives for one call, on one thread.
final class Turn {

    final PatientId patientId;
    final Plan plan;
    final Instant now;
    @Nullable
    Patient patient;
    @Nullable
    ScoreTrack live;
    boolean scoreUntold;
    @Nullable
    String because;
    final HistoryInHand history;

    private final Instant armedAt;
    private final Map<Vital, VitalState> vitals = new EnumMap<>(Vital.class);
    private final Map<String, RuleProgress> rules;
    private Map<DeviceId, DeviceReport> troubled;
    private final List<MonitorOutcome> outcomes = new ArrayList<>();
    private Instant picturedAt;
    private boolean pictureChanged;

    /// Without a past, for what is only looked at.
    Turn(PatientState state, Plan plan, Instant now) {
        this(state, plan, History.NONE, now);
    }

    Turn(PatientState state, Plan plan, History history, Instant now) {
        this.history = new HistoryInHand(history);
        this.patientId = state.patientId();
        this.plan = plan;
        this.now = now;
        this.patient = state.patient();
        this.live = state.live();
        this.scoreUntold = state.scoreUntold();
        this.armedAt = state.armedAt();
        this.vitals.putAll(state.vitals());
        this.rules = new HashMap<>(state.rules());
        this.troubled = state.troubled();
        this.picturedAt = state.picturedAt();
        this.pictureChanged = state.pictureChanged();
    }

    Instant armedAt() {
        return armedAt;
    }

    PatientSettings settings() {
        return patient == null ? PatientSettings.initial(Instant.EPOCH) : patient.settingsAt(now);
    }

    boolean isPaused() {
        return patient != null && patient.pauseAt(now).isPresent();
    }

    Map<Vital, VitalState> vitals() {
        return vitals;
    }

    VitalState vital(Vital vital) {
        return vitals.getOrDefault(vital, VitalState.UNSEEN);
    }

    void keep(Vital vital, VitalState state) {
        vitals.put(vital, state);
        pictureChanged = true;
    }

    void keepSummaries(Vital vital, SummaryMarks marks) {
        vitals.put(vital, vital(vital).withSummaries(marks));
    }

    Map<DeviceId, DeviceReport> troubled() {
        return troubled;
    }

    void keepTroubled(Map<DeviceId, DeviceReport> devices) {
        troubled = devices;
    }

    Map<String, RuleProgress> rules() {
        return rules;
    }

    RuleProgress progress(Rule rule) {
        RuleProgress progress = rules.get(rule.id());
        return progress == null ? RuleProgress.quiet(rule) : progress;
    }

    void keep(String ruleId, RuleProgress progress) {
        RuleProgress before = rules.get(ruleId);
        if (before == null || !progress.live().getClass().equals(before.live().getClass())) {
            pictureNow();
        }
        if (progress.isQuiet()) {
            rules.remove(ruleId);
        } else {
            rules.put(ruleId, progress);
        }
    }

    void say(MonitorOutcome outcome) {
        outcomes.add(outcome);
    }

    /// A change of score does not wait for the next regular picture.
    void pictureNow() {
        pictureChanged = true;
        picturedAt = Instant.EPOCH;
    }

    boolean pictureChanged() {
        return pictureChanged;
    }

    Instant picturedAt() {
        return picturedAt;
    }

    void pictured() {
        picturedAt = now;
        pictureChanged = false;
    }

    Decision decision(Instant due) {
        PatientState state =
                new PatientState(patientId, armedAt, patient, vitals, rules, live, scoreUntold, troubled, picturedAt,
                        pictureChanged);
        return new Decision(state, outcomes, due);
    }
}
