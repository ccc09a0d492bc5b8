package dev.vigil.domain.alert;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One thing for a care team to work on: a patient's concurrent signals of one kind.
///
/// It stays small enough for one record however long it is open: of its ended signals the newest are kept, of each
/// signal's evidence the newest, of its history what people did and the newest of the rest.
///
/// @param id deterministic in (patient, kind, first signal)
/// @param priority the highest of its present signals; never lowered while it is open
/// @param signals the latest of each episode that belongs to it
/// @param escalation how often it was handed on because nobody took it
/// @param history oldest first
public record Alert(String id, PatientId patientId, RuleKind kind, Priority priority, AlertState state,
        Instant raisedAt, Instant at, List<Signal> signals, int escalation, List<AlertEntry> history) {

    private static final int MOST_SIGNALS = 24;
    private static final int MOST_EVIDENCE = 20;
    private static final int LONGEST_HISTORY = 200;

    public Alert {
        signals = signals.stream().map(Alert::withNewestEvidence).toList();
        history = List.copyOf(history);
    }

    /// The signals whose condition holds now.
    public List<Signal> present() {
        return signals.stream().filter(signal -> isPresent(signal)).toList();
    }

    /// The line of history that tells what became of a command.
    public Optional<AlertEntry> outcomeOf(String commandId) {
        return history.stream().filter(entry -> commandId.equals(entry.commandId())).findFirst();
    }

    boolean isPresent(String signalId) {
        return signals.stream().anyMatch(signal -> signal.id().equals(signalId) && isPresent(signal));
    }

    Alert in(AlertState next, Instant now) {
        return new Alert(id, patientId, kind, priority, next, raisedAt, now, signals, escalation, history);
    }

    Alert raisedTo(Priority other) {
        return new Alert(id, patientId, kind, priority.max(other), state, raisedAt, at, signals, escalation, history);
    }

    Alert noting(AlertEntry entry) {
        List<AlertEntry> longer = new ArrayList<>(history);
        longer.add(entry);
        if (longer.size() > LONGEST_HISTORY) {
            longer.remove(leastMissed(longer));
        }
        return new Alert(id, patientId, kind, priority, state, raisedAt, entry.at(), signals, escalation, longer);
    }

    /// The latest word on a signal in the place of the one before.
    Alert showing(Signal latest) {
        List<Signal> shown = new ArrayList<>(
                signals.stream().filter(signal -> !signal.id().equals(latest.id())).toList());
        shown.add(latest);
        if (shown.size() > MOST_SIGNALS) {
            shown.stream().filter(signal -> !isPresent(signal)).findFirst().ifPresent(shown::remove);
        }
        return new Alert(id, patientId, kind, priority, state, raisedAt, at, shown, escalation, history);
    }

    private static Signal withNewestEvidence(Signal signal) {
        if (signal.evidence().size() <= MOST_EVIDENCE) {
            return signal;
        }
        List<Evidence> newest = signal.evidence().stream().sorted(Comparator.comparing(Evidence::takenAt).reversed())
                .limit(MOST_EVIDENCE).sorted(Comparator.comparing(Evidence::takenAt)).toList();
        return new Signal(signal.id(), signal.patientId(), signal.ruleId(), signal.kind(), signal.priority(),
                signal.state(), signal.startedAt(), signal.at(), signal.vital(), signal.value(), signal.limit(),
                signal.gateway(), signal.age(), signal.retrospective(), signal.unconfirmed(), signal.explanation(),
                newest);
    }

    private static boolean isPresent(Signal signal) {
        return signal.state() != SignalState.ENDED && !signal.retrospective();
    }

    /// The first line stays; after it the oldest that no person wrote, else the oldest.
    private static int leastMissed(List<AlertEntry> entries) {
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).by() == null) {
                return i;
            }
        }
        return 1;
    }
}
