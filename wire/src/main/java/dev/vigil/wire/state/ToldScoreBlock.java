package dev.vigil.wire.state;

import dev.vigil.domain.history.ToldScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Scores that were told, of neighbouring minutes, oldest first; some twelve bytes each.
final class ToldScoreBlock {

    private static final long SECONDS_A_MINUTE = ToldScore.LENGTH.toSeconds();

    private ToldScoreBlock() {
    }

    static StateWriter write(StateWriter to, List<ToldScore> scores) {
        to.count(scores.size());
        long before = 0;
        for (ToldScore score : scores) {
            long minute = score.minute().getEpochSecond() / SECONDS_A_MINUTE;
            to.signed(minute - before).count(score.revision()).fixed(score.content());
            before = minute;
        }
        return to;
    }

    /// @throws IllegalStateException where they are out of order, as only damage leaves them
    static List<ToldScore> read(StateReader from) {
        int count = from.parts();
        List<ToldScore> scores = new ArrayList<>(count);
        long minute = 0;
        for (int i = 0; i < count; i++) {
            long further = from.signed();
            if (i > 0 && further <= 0) {
                throw new IllegalStateException("kept scores are out of order");
            }
            minute = Math.addExact(minute, further);
            scores.add(new ToldScore(Instant.ofEpochSecond(Math.multiplyExact(minute, SECONDS_A_MINUTE)),
                    from.count(), from.fixed()));
        }
        return scores;
    }
}
