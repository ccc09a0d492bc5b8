package dev.vigil.app.trial;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An alert that a plan would have opened.
///
/// @param clearedAt when its condition had ended, null where the recording ended first
/// @param priority the highest it came to
/// @param rules whose signals it had
/// @param rings when it was opened and each time its priority rose
/// @param explanation of the signal that opened it
public record TrialAlert(String id, PatientId patientId, RuleKind kind, Instant openedAt, @Nullable Instant clearedAt,
        Priority priority, Set<String> rules, List<Ring> rings, String explanation) {

    public TrialAlert {
        rules = Set.copyOf(rules);
        rings = List.copyOf(rings);
    }

    /// A moment at which somebody would have been called.
    public record Ring(Instant at, Priority priority) {
    }

    boolean physiological() {
        return kind == RuleKind.PHYSIOLOGICAL;
    }

    boolean isOpenBetween(Instant from, Instant to) {
        return openedAt.isBefore(to) && (clearedAt == null || clearedAt.isAfter(from));
    }

    /// Of two plans' alerts for one patient: whether they tell of the same.
    boolean meets(TrialAlert other) {
        Instant end = clearedAt == null ? Instant.MAX : clearedAt;
        Instant otherEnd = other.clearedAt == null ? Instant.MAX : other.clearedAt;
        return kind == other.kind && !openedAt.isAfter(otherEnd) && !other.openedAt.isAfter(end);
    }
}
