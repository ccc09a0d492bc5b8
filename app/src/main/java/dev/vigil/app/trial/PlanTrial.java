package dev.vigil.app.trial;

import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What one plan would have done to all patients.
///
/// @param name of the plan, or what stands for each patient's own
/// @param pasts in the order of the subjects
public record PlanTrial(String name, List<Subject> subjects, List<PatientTrial.Past> pasts) {

    public PlanTrial {
        subjects = List.copyOf(subjects);
        pasts = List.copyOf(pasts);
    }

    /// @param plan that each patient is watched under
    static PlanTrial run(String name, List<Subject> subjects, Function<Subject, Plan> plan) {
        return new PlanTrial(name, subjects,
                subjects.parallelStream().map(subject -> PatientTrial.live(subject, plan.apply(subject))).toList());
    }

    public Stream<TrialAlert> alerts() {
        return pasts.stream().flatMap(past -> past.alerts().stream());
    }

    long alerts(Priority priority) {
        return alerts().filter(TrialAlert::physiological).filter(alert -> alert.priority() == priority).count();
    }

    long physiological() {
        return alerts().filter(TrialAlert::physiological).count();
    }

    long technical() {
        return alerts().count() - physiological();
    }

    double perPatientDay(long count) {
        double days = (double) subjects.stream().map(Subject::watched).mapToLong(Duration::toMinutes).sum()
                / Duration.ofDays(1).toMinutes();
        return days == 0 ? 0 : count / days;
    }

    long patientsWithAlerts() {
        return pasts.stream().filter(past -> past.alerts().stream().anyMatch(TrialAlert::physiological)).count();
    }

    /// Somebody who would have been called.
    record Call(TrialAlert alert, Instant at) {
    }

    /// Whom a high priority would have called somebody for at night, and when.
    List<Call> woken(Night night) {
        return alerts().flatMap(alert -> alert.rings().stream()
                .filter(ring -> ring.priority() == Priority.HIGH && night.covers(ring.at()))
                .map(ring -> new Call(alert, ring.at()))).toList();
    }

    /// How often each rule's condition began.
    Map<String, Integer> episodes() {
        Map<String, Integer> all = new TreeMap<>();
        pasts.forEach(past -> past.episodes().forEach((rule, count) -> all.merge(rule, count, Integer::sum)));
        return all;
    }

    /// Physiological alerts of this plan that tell of nothing the other one tells of.
    List<TrialAlert> without(PlanTrial other) {
        List<TrialAlert> alone = new ArrayList<>();
        for (int i = 0; i < pasts.size(); i++) {
            List<TrialAlert> others = other.pasts.get(i).alerts();
            pasts.get(i).alerts().stream().filter(TrialAlert::physiological)
                    .filter(alert -> others.stream().noneMatch(alert::meets)).forEach(alone::add);
        }
        return alone;
    }

    Foretelling foretelling() {
        return Foretelling.of(subjects, pasts);
    }
}
