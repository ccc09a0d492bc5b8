package dev.vigil.domain.monitor;

import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.reading.Observation;
import java.time.Instant;

/// What can happen to a patient who is watched.
public sealed interface MonitorEvent {

    /// An observation was admitted, or withdrawn by a higher revision.
    record Observed(Observation observation) implements MonitorEvent {
    }

    /// The care team changed the patient's settings.
    record PatientChanged(Patient patient) implements MonitorEvent {
    }

    /// The plan that holds for the patient is another one than before.
    record PlanChanged() implements MonitorEvent {
    }

    /// Time has passed.
    ///
    /// @param listening whether everything that was received has been judged; a silence is found only then
    /// @param listeningSince since when the platform hears without a break; a silence cannot have begun before
    record TimePassed(boolean listening, Instant listeningSince) implements MonitorEvent {
    }
}
