package dev.vigil.domain.monitor;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.signal.Explanation;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/// Decides again what stood on an observation that was entered in error, and says so where a person was told.
final class Corrections {

    private Corrections() {
    }

    static void withdraw(Turn turn, Observation observation) {
        List<HistoryPoint> withdrawn = Intake.withdraw(turn, observation);
        if (withdrawn.isEmpty()) {
            return;
        }
        turn.because = because(turn, observation);
        TreeSet<Instant> minutes = new TreeSet<>();
        for (HistoryPoint point : withdrawn) {
            if (!point.questionable()) {
                Scoring.addTouched(turn, point.vital(), point.takenAt(), minutes);
            }
        }
        Rules.onWithdrawn(turn, observation);
        withdrawn.forEach(point -> judgeTheRest(turn, point.vital(), point.takenAt()));
        Monitor.current(turn, observation.gateway());
        Scoring.again(turn, minutes);
        turn.because = null;
    }

    /// What turned out not to be trusted ends what stood on it, as what was withdrawn does.
    static void doubt(Turn turn, Observation observation, List<Intake.Taken> taken) {
        if (taken.stream().anyMatch(value -> !value.trusted())) {
            Rules.onWithdrawn(turn, observation);
            taken.stream().filter(value -> !value.trusted())
                    .forEach(value -> judgeTheRest(turn, value.vital(), observation.takenAt()));
        }
    }

    private static void judgeTheRest(Turn turn, Vital vital, Instant takenAt) {
        LatestValue rest = turn.vital(vital).trusted();
        if (rest != null && rest.takenAt().isBefore(takenAt)) {
            Rules.onValue(turn, new Intake.Taken(vital, rest, true,
                    Monitor.isActionable(turn, vital, rest.takenAt())));
        }
    }

    private static String because(Turn turn, Observation observation) {
        Duration age = Duration.between(observation.takenAt(), turn.now);
        String reason = observation.reason();
        return "a reading taken " + Explanation.words(age) + " ago was withdrawn"
                + (reason == null ? "" : " (" + reason + ")");
    }

    /// @param was what the rule's score had reached before, zero where it is not about a score
    static Signal explained(Turn turn, Signal signal, int was) {
        if (turn.because == null) {
            return signal;
        }
        String change = was > 0 && signal.vital() == null && signal.value() instanceof Quantity now
                ? "; was " + was + ", now " + Explanation.number(now.value())
                : "";
        return new Signal(signal.id(), signal.patientId(), signal.ruleId(), signal.kind(), signal.priority(),
                signal.state(), signal.startedAt(), signal.at(), signal.vital(), signal.value(), signal.limit(),
                signal.gateway(), signal.age(), signal.retrospective(), signal.unconfirmed(),
                signal.explanation() + change + ", because " + turn.because, signal.evidence());
    }
}
