package dev.vigil.domain.monitor;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.News2Subject;
import dev.vigil.domain.score.ScoreInput;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes NEWS2: of now from the values at hand, of the past from the history. Both give the same for the same time.
///
/// A value counts for as long as its freshness says, makes its parameter stale for as long again, and is forgotten by
/// scores after that. Where the plan assumes something of it, it is remembered for a day: what was measured goes before
/// what is assumed.
final class Assessments {

    private Assessments() {
    }

    /// How long a value is seen by scores.
    static Duration reach(Turn turn, Vital vital) {
        Duration usual = turn.plan.freshness(vital).multipliedBy(2);
        boolean longer = turn.plan.assumes(vital) && usual.compareTo(Plan.MEASURED_BEFORE_ASSUMED) < 0;
        return longer ? Plan.MEASURED_BEFORE_ASSUMED : usual;
    }

    /// When the newest value that a score may use was taken.
    static Optional<Instant> newestTaken(Turn turn) {
        Instant newest = null;
        for (Vital vital : News2.inputs()) {
            LatestValue value = turn.vital(vital).trusted();
            newest = value != null && (newest == null || value.takenAt().isAfter(newest)) ? value.takenAt() : newest;
        }
        return Optional.ofNullable(newest);
    }

    /// The same within one minute of the past.
    static Optional<Instant> newestTaken(Turn turn, Instant minute) {
        Instant end = minute.plus(ToldScore.LENGTH).minusNanos(1);
        return News2.inputs().stream()
                .flatMap(vital -> turn.history.newest(vital, minute, end, HistoryPoint::counts).stream())
                .map(HistoryPoint::takenAt).max(Instant::compareTo);
    }

    /// @param at not before any of the values at hand
    static News2Result current(Turn turn, Instant at) {
        List<ScoreInput> inputs = new ArrayList<>(8);
        for (Vital vital : News2.inputs()) {
            LatestValue value = turn.vital(vital).trusted();
            if (value != null && !value.takenAt().plus(reach(turn, vital)).isBefore(at)) {
                inputs.add(new ScoreInput(vital, value.value(), value.takenAt(), value.observationId()));
            }
        }
        return News2.assess(subject(turn.patient, at), inputs, turn.plan.assumed(), turn.plan::freshness, at);
    }

    /// Of the values at hand as old as they are now; empty where there is none.
    static Optional<News2Result> now(Turn turn) {
        return newestTaken(turn).map(newest -> current(turn, newest.isAfter(turn.now) ? newest : turn.now));
    }

    static News2Result past(Turn turn, Instant at) {
        List<ScoreInput> inputs = new ArrayList<>(8);
        for (Vital vital : News2.inputs()) {
            turn.history.newest(vital, at.minus(reach(turn, vital)), at, HistoryPoint::counts)
                    .ifPresent(point -> inputs.add(new ScoreInput(vital, point.value(), point.takenAt(),
                            point.observationId())));
        }
        return News2.assess(subject(turn.patient, at), inputs, turn.plan.assumed(), turn.plan::freshness, at);
    }

    /// What is left when everything was withdrawn, or when the score may not be computed any more.
    static News2Result nothing(Turn turn, Instant at) {
        return News2.assess(new News2Subject(LocalDate.EPOCH, false, subject(turn.patient, at).oxygenScale()),
                List.of(), turn.plan::freshness, at);
    }

    static News2Subject subject(@Nullable Patient patient, Instant at) {
        return patient == null ? new News2Subject(null, false, 1) : News2Subject.of(patient, at);
    }
}
