package dev.vigil.domain.monitor;

import dev.vigil.domain.window.Windows;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of one vital of one patient.
///
/// @param newest the newest value, null when it was withdrawn
/// @param trusted the newest value that may be scored and alerted
/// @param receivedAt when the last value came in
/// @param edge where the kept history ends
public record VitalState(@Nullable LatestValue newest, @Nullable LatestValue trusted, Instant receivedAt,
        Windows windows, SummaryMarks summaries, Edge edge) {

    static final VitalState UNSEEN =
            new VitalState(null, null, Instant.EPOCH, Windows.EMPTY, SummaryMarks.NONE, Edge.NONE);

    /// The newest measurement that ever came, withdrawn or not, and how many are kept of its quarter of an hour: what
    /// lets a measurement that comes in order be kept without looking.
    public record Edge(Instant takenAt, int inQuarter) {

        public static final Edge NONE = new Edge(Instant.EPOCH, 0);
    }

    VitalState withSummaries(SummaryMarks marks) {
        return new VitalState(newest, trusted, receivedAt, windows, marks, edge);
    }
}
