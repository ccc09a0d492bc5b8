package dev.vigil.domain.history;

import java.time.Duration;
import java.time.Instant;

/// The score of one minute as it was told last.
///
/// @param minute its beginning
/// @param content what was said, as a number that is the same only for the same content
public record ToldScore(Instant minute, int revision, long content) {

    /// Scores are of whole minutes.
    public static final Duration LENGTH = Duration.ofMinutes(1);

    /// Of a score that was taken back: nothing was taken in its minute after all.
    public static final long NOTHING = 0;

    public static Instant minuteOf(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 60L) * 60);
    }
}
