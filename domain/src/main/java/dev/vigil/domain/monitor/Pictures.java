package dev.vigil.domain.monitor;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.monitor.MonitorOutcome.Asked;
import dev.vigil.domain.monitor.MonitorOutcome.Pictured;
import dev.vigil.domain.plan.NextMeasurement;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The current picture: at once when score or rules changed, else at most every second. Quiet rules are left out.
final class Pictures {

    private static final Duration LEAST_DISTANCE = Duration.ofSeconds(1);

    private Pictures() {
    }

    static void publish(Turn turn) {
        if (turn.pictureChanged() && !turn.now.isBefore(turn.picturedAt().plus(LEAST_DISTANCE))) {
            CurrentPicture picture = picture(turn);
            turn.say(new Pictured(picture));
            turn.say(new Asked(next(turn, picture.score())));
            turn.pictured();
        }
    }

    /// Nobody is asked for anything while the patient is not watched or a pause is on.
    private static @Nullable Vital next(Turn turn, @Nullable Score score) {
        boolean watched = turn.patient == null || turn.patient.enrolledAt(turn.now);
        return score == null || !watched || turn.isPaused() ? null
                : NextMeasurement.of(score, turn.plan, turn.settings().limits()).orElse(null);
    }

    static Optional<Instant> nextDue(Turn turn) {
        return turn.pictureChanged() ? Optional.of(turn.picturedAt().plus(LEAST_DISTANCE)) : Optional.empty();
    }

    static CurrentPicture picture(Turn turn) {
        Optional<News2Result> standing = Scoring.standing(turn);
        return new CurrentPicture(turn.patientId, turn.now, vitals(turn), score(turn, standing.orElse(null)),
                refusal(standing.orElse(null)), rules(turn));
    }

    private static @Nullable Score score(Turn turn, @Nullable News2Result standing) {
        return switch (standing) {
            case News2Result.Scored scored ->
                scored.toScore(turn.patientId, turn.live == null ? 0 : turn.live.revision());
            case News2Result.Refused refused -> null;
            case null -> null;
        };
    }

    private static @Nullable String refusal(@Nullable News2Result standing) {
        return standing instanceof News2Result.Refused refused ? refused.reason().sentence() : null;
    }

    private static List<CurrentVital> vitals(Turn turn) {
        List<CurrentVital> vitals = new ArrayList<>(turn.vitals().size());
        turn.vitals().forEach((vital, state) -> {
            LatestValue value = state.newest();
            if (value != null) {
                vitals.add(new CurrentVital(vital, value.value(), value.takenAt(), value.observationId(),
                        value.deviceId(), value.questionable()));
            }
        });
        return vitals;
    }

    private static List<RuleStatus> rules(Turn turn) {
        return turn.rules().isEmpty() ? List.of()
                : turn.rules().entrySet().stream().flatMap(entry -> status(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(RuleStatus::ruleId)).toList();
    }

    private static Stream<RuleStatus> status(String ruleId, RuleProgress progress) {
        return switch (progress.live()) {
            case RuleState.Quiet quiet -> Stream.empty();
            case RuleState.Pending pending -> Stream.of(new RuleStatus(ruleId, RuleStatus.State.PENDING,
                    pending.since(), progress.explanation()));
            case RuleState.Raised raised -> Stream.of(raised(ruleId, raised, progress));
            case RuleState.Clearing clearing -> Stream.of(raised(ruleId, clearing.episode(), progress));
        };
    }

    private static RuleStatus raised(String ruleId, RuleState.Raised episode, RuleProgress progress) {
        return new RuleStatus(ruleId, RuleStatus.State.RAISED, episode.startedAt(), progress.explanation());
    }
}
