package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.monitor.MonitorOutcome.Scored;
import dev.vigil.domain.monitor.MonitorOutcome.Told;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/// Keeps the patient's NEWS2: which scores there are, and when the world is told.
///
/// There is one score for every minute (UTC) in which a value that NEWS2 uses was taken and may be trusted. It speaks
/// of the time of the newest such value of its minute, and is made of the newest values that were taken by then. So
/// scores follow from the set of readings, whatever the order they came in. What a reader can see (points, missing,
/// stale, scale) is told at once, the rest when the minute is over; whatever a late or withdrawn reading changes goes
/// out again under a higher revision, and a score of a minute that has lost all its values is taken back: it comes
/// without parts.
final class Scoring {

    private static final Duration UNCHANGED = Duration.ofMinutes(1);

    /// How long after its minute a score waits for stragglers.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Scoring() {
    }

    /// The current score after new values, empty where there is none to tell. After a correction it speaks of now: the
    /// values that are left may be older than what was told of them.
    static Optional<News2Result.Scored> current(Turn turn) {
        return Assessments.newestTaken(turn).flatMap(newest -> {
            Instant at = later(newest, turn.because == null ? agedAt(turn) : turn.now);
            if (!(Assessments.current(turn, at) instanceof News2Result.Scored scored)) {
                turn.live = null;
                return Optional.empty();
            }
            News2Result ofMinute = at.equals(newest) ? scored : Assessments.current(turn, newest);
            if (ofMinute instanceof News2Result.Scored then) {
                publish(turn, then);
            }
            return Optional.of(scored);
        });
    }

    private static void publish(Turn turn, News2Result.Scored scored) {
        ScoreTrack before = turn.live;
        if (before == null || before.shape() != ScoreContent.shape(scored) || isDue(before, scored.at(), turn.now)) {
            tell(turn, scored);
            turn.scoreUntold = false;
            turn.pictureNow();
        } else {
            turn.scoreUntold = true;
        }
    }

    private static boolean isDue(ScoreTrack before, Instant at, Instant now) {
        return at.isAfter(before.at()) && !now.isBefore(before.publishedAt().plus(UNCHANGED));
    }

    /// As time goes by values become stale: the picture shows it. No score is told of a time when nothing was measured.
    static void aged(Turn turn) {
        ScoreTrack live = turn.live;
        if (live != null && Assessments.current(turn, turn.now) instanceof News2Result.Scored scored
                && live.shape() != ScoreContent.shape(scored)) {
            turn.live = live.aged(ScoreContent.shape(scored), turn.now);
            turn.pictureNow();
        }
    }

    /// Tells what the current minute still owes, before something of a later minute is taken in.
    static void settleBefore(Turn turn, Instant takenAt) {
        if (turn.scoreUntold) {
            Assessments.newestTaken(turn).filter(newest -> ToldScore.minuteOf(newest).isBefore(
                    ToldScore.minuteOf(takenAt))).ifPresent(newest -> settle(turn, newest));
        }
    }

    /// Tells what the current minute still owes, once it is over.
    static void settle(Turn turn) {
        settlesAt(turn).filter(due -> !due.isAfter(turn.now)).flatMap(due -> Assessments.newestTaken(turn))
                .ifPresent(newest -> settle(turn, newest));
    }

    /// A minute that is over already when it comes, out of a backlog, is not told anew with each of its readings.
    static Optional<Instant> settlesAt(Turn turn) {
        Instant again = turn.live == null ? Instant.EPOCH : turn.live.publishedAt().plus(UNCHANGED);
        return turn.scoreUntold ? Assessments.newestTaken(turn)
                .map(newest -> later(again, ToldScore.minuteOf(newest).plus(ToldScore.LENGTH).plus(GRACE)))
                : Optional.empty();
    }

    private static void settle(Turn turn, Instant newest) {
        turn.scoreUntold = false;
        if (Assessments.current(turn, newest) instanceof News2Result.Scored scored) {
            tell(turn, scored);
        }
    }

    /// The minutes whose scores a value of a vital touches: its own, and those told until the next value of the vital,
    /// or until a score would not even call it stale.
    static void addTouched(Turn turn, Vital vital, Instant takenAt, TreeSet<Instant> minutes) {
        if (News2.parameterOf(vital).isEmpty()) {
            return;
        }
        Instant end = takenAt.plus(Assessments.reach(turn, vital));
        Instant next = turn.history.oldest(vital, takenAt.plusNanos(1), end, HistoryPoint::counts)
                .map(HistoryPoint::takenAt).orElse(end);
        minutes.add(ToldScore.minuteOf(takenAt));
        turn.history.scores(ToldScore.minuteOf(takenAt), ToldScore.minuteOf(next))
                .forEach(score -> minutes.add(score.minute()));
    }

    /// Computes scores of the past again, from what held then, and tells those that have changed.
    static void again(Turn turn, TreeSet<Instant> minutes) {
        for (Instant minute : minutes) {
            Instant at = Assessments.newestTaken(turn, minute).orElse(null);
            if (at != null && Assessments.past(turn, at) instanceof News2Result.Scored scored) {
                tell(turn, scored);
            } else {
                takeBack(turn, minute);
            }
        }
    }

    /// The score of a time before the current one, from the values that were taken by then; nothing is told.
    static Optional<News2Result.Scored> past(Turn turn, Instant at) {
        return Assessments.past(turn, at) instanceof News2Result.Scored scored
                && scored.parts().stream().anyMatch(part -> !part.assumed())
                        ? Optional.of(scored)
                        : Optional.empty();
    }

    /// What the current score is, without telling.
    static Optional<News2Result> standing(Turn turn) {
        return Assessments.newestTaken(turn).map(newest -> Assessments.current(turn, later(newest, agedAt(turn))));
    }

    private static Instant agedAt(Turn turn) {
        return turn.live == null ? Instant.EPOCH : turn.live.agedAt();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void takeBack(Turn turn, Instant minute) {
        Optional<ToldScore> before = told(turn, minute);
        if (before.isPresent() && before.get().content() != ToldScore.NOTHING
                && Assessments.nothing(turn, minute) instanceof News2Result.Scored nothing) {
            say(turn, nothing, before.get().revision() + 1, ToldScore.NOTHING);
        }
    }

    private static void tell(Turn turn, News2Result.Scored scored) {
        Instant minute = ToldScore.minuteOf(scored.at());
        long content = ScoreContent.of(scored);
        Optional<ToldScore> before = told(turn, minute);
        if (before.isEmpty()) {
            say(turn, scored, firstRevision(turn, minute), content);
        } else if (before.get().content() != content) {
            say(turn, scored, before.get().revision() + 1, content);
        }
    }

    private static void say(Turn turn, News2Result.Scored scored, int revision, long content) {
        ToldScore told = new ToldScore(ToldScore.minuteOf(scored.at()), revision, content);
        turn.say(new Scored(scored.toScore(turn.patientId, revision)));
        turn.say(new Told(told));
        turn.history.add(told);
        ScoreTrack live = turn.live;
        if (live == null || !told.minute().isBefore(ToldScore.minuteOf(live.at()))) {
            turn.live = new ScoreTrack(scored.at(), revision, ScoreContent.shape(scored), turn.now, content,
                    agedAt(turn));
        }
    }

    /// Of the newest minute it is at hand; a minute after that was never told.
    private static Optional<ToldScore> told(Turn turn, Instant minute) {
        ScoreTrack live = turn.live;
        Instant newest = live == null ? Instant.MAX : ToldScore.minuteOf(live.at());
        if (live != null && newest.equals(minute)) {
            return Optional.of(new ToldScore(minute, live.revision(), live.content()));
        }
        return newest.isBefore(minute) ? Optional.empty() : turn.history.scores(minute, minute).stream().findFirst();
    }

    /// What was told of a minute beyond the horizon may be forgotten, so its revisions begin high enough to rise.
    private static int firstRevision(Turn turn, Instant minute) {
        Duration ago = Duration.between(minute, turn.now);
        return ago.compareTo(History.HORIZON) < 0 ? 0
                : (int) Math.min(Integer.MAX_VALUE / 2, ago.toMinutes());
    }
}
