package dev.vigil.domain.monitor;

import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.Pause;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.signal.Finding;
import dev.vigil.domain.signal.RuleEvent;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds that nothing comes. Deadlines run on the wall clock, from the last receipt, the enrolment, the end of a pause
/// or the moment the platform began to listen, whichever is latest; they are derived from what is kept, so no reading
/// writes one and a restart forgets none.
final class Silences {

    private Silences() {
    }

    /// What came ends the silences it breaks.
    static void onObservation(Turn turn, Observation observation) {
        for (Rule rule : silenceRules(turn)) {
            Vital vital = vitalOf(rule);
            boolean breaks = vital == null
                    || observation.measurements().stream().anyMatch(measurement -> measurement.vital() == vital);
            if (breaks && turn.progress(rule).live().isOn()) {
                Instant at = observation.receivedAt();
                Finding heard = new Finding(at, new RuleEvent.Within(at), vital, null, null, observation.gateway(),
                        List.of(), null);
                RuleSteps.step(turn, rule, heard.event(), heard, RuleSteps.Lane.LIVE);
            }
        }
    }

    static void onTime(Turn turn, MonitorEvent.TimePassed time) {
        for (Rule rule : silenceRules(turn)) {
            if (!watched(turn)) {
                Rules.withdraw(turn, rule);
            } else if (time.listening() && !turn.progress(rule).live().isOn()) {
                judge(turn, rule, time.listeningSince());
            }
        }
    }

    private static void judge(Turn turn, Rule rule, Instant listeningSince) {
        Instant since = since(turn, rule, listeningSince);
        if (!turn.now.isBefore(since.plus(silentFor(rule)))) {
            Finding silence = new Finding(since, new RuleEvent.Violated(since), vitalOf(rule), null, null,
                    lastGateway(turn, vitalOf(rule)), List.of(), null);
            RuleSteps.step(turn, rule, silence.event(), silence, RuleSteps.Lane.LIVE);
        }
    }

    /// When the next silence would be found if nothing came.
    static Optional<Instant> nextDue(Turn turn, Instant listeningSince) {
        if (!watched(turn)) {
            return Optional.empty();
        }
        Instant next = null;
        for (Rule rule : silenceRules(turn)) {
            if (!turn.progress(rule).live().isOn()) {
                Instant due = since(turn, rule, listeningSince).plus(silentFor(rule));
                next = next == null || due.isBefore(next) ? due : next;
            }
        }
        return Optional.ofNullable(next);
    }

    private static Instant since(Turn turn, Rule rule, Instant listeningSince) {
        Instant since = later(later(turn.armedAt(), listeningSince), received(turn, vitalOf(rule)));
        Patient patient = turn.patient;
        if (patient == null) {
            return since;
        }
        for (Pause pause : patient.pauses()) {
            Instant end = pause.to();
            since = end != null && !end.isAfter(turn.now) ? later(since, end) : since;
        }
        Enrolment enrolment = patient.enrolled();
        return enrolment == null ? since : later(since, enrolment.from());
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

    private static Instant received(Turn turn, @Nullable Vital vital) {
        if (vital != null) {
            return turn.vital(vital).receivedAt();
        }
        Instant newest = Instant.EPOCH;
        for (VitalState state : turn.vitals().values()) {
            newest = later(newest, state.receivedAt());
        }
        return newest;
    }

    /// The gateway that was heard last, so that one dead gateway can be told as one.
    private static @Nullable String lastGateway(Turn turn, @Nullable Vital vital) {
        return turn.vitals().entrySet().stream().filter(entry -> vital == null || entry.getKey() == vital)
                .map(Map.Entry::getValue).filter(state -> state.newest() != null)
                .max(Comparator.comparing(VitalState::receivedAt)).map(VitalState::newest).map(LatestValue::gateway)
                .orElse(null);
    }

    private static boolean watched(Turn turn) {
        return turn.patient == null
                || (turn.patient.enrolledAt(turn.now) && turn.patient.pauseAt(turn.now).isEmpty());
    }

    private static List<Rule> silenceRules(Turn turn) {
        List<Rule> silences = new ArrayList<>(1);
        for (Rule rule : turn.plan.rules()) {
            if (rule.when() instanceof Condition.Silent) {
                silences.add(rule);
            }
        }
        return silences;
    }

    private static @Nullable Vital vitalOf(Rule rule) {
        return rule.when() instanceof Condition.Silent silent ? silent.vital() : null;
    }

    private static Duration silentFor(Rule rule) {
        return rule.when() instanceof Condition.Silent silent ? silent.silentFor() : Duration.ZERO;
    }
}
