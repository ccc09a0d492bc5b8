package dev.vigil.wire.json;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEntry;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.Signal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An alert as topics and API spell it: the state's name, and beside it what that state knows.
public record AlertJson(String id, PatientId patientId, RuleKind kind, Priority priority, String state,
        Instant raisedAt, Instant at, List<Signal> signals, @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt, @Nullable String snoozedBy, @Nullable Instant snoozedUntil,
        @Nullable Instant clearedAt, @Nullable Instant resolvedAt, int escalation, List<AlertEntry> history) {

    public static AlertJson of(Alert alert) {
        AlertState state = alert.state();
        return new AlertJson(alert.id(), alert.patientId(), alert.kind(), alert.priority(), state.code(),
                alert.raisedAt(), alert.at(), alert.signals(),
                state instanceof AlertState.Acknowledged s ? s.by() : null,
                state instanceof AlertState.Acknowledged s ? s.at() : null,
                state instanceof AlertState.Snoozed s ? s.by() : null,
                state instanceof AlertState.Snoozed s ? s.until() : null,
                state instanceof AlertState.Cleared s ? s.at() : null,
                state instanceof AlertState.Resolved s ? s.at() : null, alert.escalation(), alert.history());
    }

    public Alert toAlert() {
        return new Alert(id, patientId, kind, priority, alertState(), raisedAt, at, signals, escalation, history);
    }

    private AlertState alertState() {
        return switch (state) {
            case "active" -> new AlertState.Active();
            case "acknowledged" -> new AlertState.Acknowledged(require("acknowledgedBy", acknowledgedBy),
                    require("acknowledgedAt", acknowledgedAt));
            case "snoozed" -> new AlertState.Snoozed(require("snoozedBy", snoozedBy),
                    require("snoozedUntil", snoozedUntil));
            case "cleared" -> new AlertState.Cleared(require("clearedAt", clearedAt));
            case "resolved" -> new AlertState.Resolved(require("resolvedAt", resolvedAt));
            default -> throw new IllegalArgumentException("state is none of the known codes");
        };
    }

    private static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is required in this state");
        }
        return value;
    }
}
