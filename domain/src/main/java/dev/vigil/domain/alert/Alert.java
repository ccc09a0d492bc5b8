package dev.vigil.domain.alert;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.Signal;
import java.time.Instant;
import java.util.List;

/// One thing for a care team to work on: a patient's concurrent signals of one kind.
///
/// @param id deterministic in (patient, first signal)
/// @param priority the highest of its present signals; never lowered while it is open
/// @param signals the latest of each episode that belongs to it
/// @param escalation how often it was handed on because nobody took it
/// @param history oldest first
public record Alert(String id, PatientId patientId, RuleKind kind, Priority priority, AlertState state,
        Instant raisedAt, Instant at, List<Signal> signals, int escalation, List<AlertEntry> history) {

    public Alert {
        signals = List.copyOf(signals);
        history = List.copyOf(history);
    }
}
