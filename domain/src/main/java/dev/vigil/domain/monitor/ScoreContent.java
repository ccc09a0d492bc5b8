package dev.vigil.domain.monitor;

import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.domain.vital.Vital;

/// A score in one number: two that are equal say the same. The numbers are kept, so nothing may enter them that differs
/// from one Java process to the next.
final class ScoreContent {

    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;

    private ScoreContent() {
    }

    /// Everything that is told.
    static long of(News2Result.Scored scored) {
        long content = mix(mix(BASIS, scored.at().hashCode()), shape(scored));
        for (ScorePart part : scored.parts()) {
            content = mix(mix(mix(mix(content, part.vital().key().hashCode()), part.value().toString().hashCode()),
                    part.takenAt().hashCode()), part.observationId().hashCode());
        }
        return content == ToldScore.NOTHING ? BASIS : content;
    }

    /// Scale, ceiling and three bits for each vital that NEWS2 takes, at its place among them: its points, that it is
    /// stale, or that it is assumed, without points or with. Equal exactly when a reader sees no difference.
    static long shape(News2Result.Scored scored) {
        long shape = (long) scored.ceiling() << 2 | scored.scale();
        for (ScorePart part : scored.parts()) {
            long bits = part.assumed() ? (part.points() == 0 ? 6L : 7L) : part.points() + 1L;
            shape |= bits << place(part.vital());
        }
        for (Vital vital : scored.stale()) {
            shape |= 5L << place(vital);
        }
        return shape;
    }

    private static int place(Vital vital) {
        return 7 + 3 * News2.inputs().indexOf(vital);
    }

    private static long mix(long content, long part) {
        return (content ^ part) * PRIME;
    }
}
