package dev.vigil.domain.monitor;

import dev.vigil.domain.monitor.MonitorOutcome.Scored;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.News2Subject;
import dev.vigil.domain.score.ScoreInput;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the patient's NEWS2: when it is computed anew, and when the world is told.
///
/// A score speaks of the time of the newest value in it. What a reader can see (points, missing, stale, scale) is told
/// at once, an unchanged score at most once a minute. Data for a time of which a score was told already gives that
/// score a higher revision. What came too late to be current is scored for its own time, beside the current score.
final class Scoring {

    private static final Duration UNCHANGED = Duration.ofMinutes(1);

    private Scoring() {
    }

    /// The current score after new values, empty where there is none to tell.
    static Optional<News2Result.Scored> current(Turn turn) {
        return newestTrusted(turn).flatMap(newest -> {
            Instant told = turn.live == null ? newest : turn.live.at();
            return toldLive(turn, assess(turn, newest.isAfter(told) ? newest : told, false), true);
        });
    }

    /// The current score as time goes by: values become stale.
    static Optional<News2Result.Scored> aged(Turn turn) {
        if (turn.live == null) {
            return Optional.empty();
        }
        return toldLive(turn, assess(turn, turn.now, false), false);
    }

    /// The score of a time before the current one, from the values that were known by then.
    static Optional<News2Result.Scored> past(Turn turn, Instant at) {
        if (!(assess(turn, at, true) instanceof News2Result.Scored scored) || scored.parts().isEmpty()) {
            return Optional.empty();
        }
        ScoreTrack before = turn.past;
        if (before == null || before.shape() != shape(scored)) {
            turn.past = tell(turn, scored, before);
        }
        return Optional.of(scored);
    }

    /// What the current score is, without telling.
    static Optional<News2Result> standing(Turn turn) {
        if (turn.live != null) {
            return Optional.of(assess(turn, turn.live.at(), false));
        }
        return newestTrusted(turn).map(newest -> assess(turn, newest, false));
    }

    private static Optional<News2Result.Scored> toldLive(Turn turn, News2Result result, boolean news) {
        if (!(result instanceof News2Result.Scored scored)) {
            turn.live = null;
            return Optional.empty();
        }
        ScoreTrack before = turn.live;
        if (before == null || before.shape() != shape(scored) || (news && isDue(before, scored.at(), turn.now))) {
            turn.live = tell(turn, scored, before);
            turn.pictureNow();
        }
        return Optional.of(scored);
    }

    private static boolean isDue(ScoreTrack before, Instant at, Instant now) {
        return at.isAfter(before.at()) && !now.isBefore(before.publishedAt().plus(UNCHANGED));
    }

    private static ScoreTrack tell(Turn turn, News2Result.Scored scored, @Nullable ScoreTrack before) {
        int revision = before != null && before.at().equals(scored.at()) ? before.revision() + 1 : 0;
        turn.say(new Scored(scored.toScore(turn.patientId, revision)));
        return new ScoreTrack(scored.at(), revision, shape(scored), turn.now);
    }

    /// What all values at hand say is asked for several times in one decision.
    private static News2Result assess(Turn turn, Instant at, boolean asKnownThen) {
        if (asKnownThen) {
            return assessed(turn, at, true);
        }
        if (turn.assessed == null || !at.equals(turn.assessedAt)) {
            turn.assessed = assessed(turn, at, false);
            turn.assessedAt = at;
        }
        return turn.assessed;
    }

    private static News2Result assessed(Turn turn, Instant at, boolean asKnownThen) {
        List<ScoreInput> inputs = new ArrayList<>(8);
        turn.vitals().forEach((vital, state) -> {
            LatestValue value = state.trusted();
            if (value != null && !(asKnownThen && value.takenAt().isAfter(at))) {
                inputs.add(new ScoreInput(vital, value.value(), value.takenAt(), value.observationId()));
            }
        });
        return News2.assess(subject(turn, at), inputs, turn.plan::freshness, at);
    }

    private static News2Subject subject(Turn turn, Instant at) {
        return turn.patient == null ? new News2Subject(null, false, 1) : News2Subject.of(turn.patient, at);
    }

    private static Optional<Instant> newestTrusted(Turn turn) {
        Instant newest = null;
        for (Map.Entry<Vital, VitalState> entry : turn.vitals().entrySet()) {
            LatestValue value = entry.getValue().trusted();
            if (value != null && News2.parameterOf(entry.getKey()).isPresent()) {
                newest = newest == null || value.takenAt().isAfter(newest) ? value.takenAt() : newest;
            }
        }
        return Optional.ofNullable(newest);
    }

    /// Scale, ceiling and three bits for each vital: its points, or that it is stale. Equal exactly when a reader sees
    /// no difference.
    private static long shape(News2Result.Scored scored) {
        long shape = (long) scored.ceiling() << 2 | scored.scale();
        for (ScorePart part : scored.parts()) {
            shape |= (part.points() + 1L) << (7 + 3 * part.vital().ordinal());
        }
        for (Vital vital : scored.stale()) {
            shape |= 5L << (7 + 3 * vital.ordinal());
        }
        return shape;
    }
}
