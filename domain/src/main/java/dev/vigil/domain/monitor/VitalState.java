package dev.vigil.domain.monitor;

import dev.vigil.domain.window.Windows;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of one vital of one patient.
///
/// @param newest the newest value, null when it was withdrawn
/// @param trusted the newest value that may be scored and alerted
/// @param receivedAt when the last value came in
public record VitalState(@Nullable LatestValue newest, @Nullable LatestValue trusted, Instant receivedAt,
        Windows windows, SummaryMarks summaries) {

    static final VitalState UNSEEN = new VitalState(null, null, Instant.EPOCH, Windows.EMPTY, SummaryMarks.NONE);

    VitalState withSummaries(SummaryMarks marks) {
        return new VitalState(newest, trusted, receivedAt, windows, marks);
    }

    /// The same without an observation that turned out to be wrong.
    VitalState without(String observationId, Windows rest, SummaryMarks marks) {
        return new VitalState(unless(newest, observationId), unless(trusted, observationId), receivedAt, rest, marks);
    }

    private static @Nullable LatestValue unless(@Nullable LatestValue value, String observationId) {
        return value == null || value.observationId().equals(observationId) ? null : value;
    }
}
