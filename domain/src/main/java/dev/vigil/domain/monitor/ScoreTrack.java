package dev.vigil.domain.monitor;

import java.time.Instant;

/// The score that was published last.
///
/// @param shape points, missing, stale and scale in one number: when it differs, a reader sees something new
/// @param content all that was said, as a number
/// @param agedAt when values were last seen to have become stale since; the epoch when they were not
public record ScoreTrack(Instant at, int revision, long shape, Instant publishedAt, long content, Instant agedAt) {

    /// What is known of time passing.
    Instant seenAt() {
        return agedAt.isAfter(at) ? agedAt : at;
    }

    ScoreTrack aged(long seen, Instant now) {
        return new ScoreTrack(at, revision, seen, publishedAt, content, now);
    }
}
