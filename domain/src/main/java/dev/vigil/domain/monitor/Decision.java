package dev.vigil.domain.monitor;

import java.time.Instant;
import java.util.List;

/// @param due when the patient wants to be told of the time at the latest
public record Decision(PatientState state, List<MonitorOutcome> outcomes, Instant due) {

    public Decision {
        outcomes = List.copyOf(outcomes);
    }
}
