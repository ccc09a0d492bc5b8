package dev.vigil.domain.monitor;

import java.time.Instant;

/// The score that was published last.
///
/// @param shape points, missing, stale and scale in one number: when it differs, a reader sees something new
public record ScoreTrack(Instant at, int revision, long shape, Instant publishedAt) {
}
