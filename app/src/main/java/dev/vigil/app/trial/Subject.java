package dev.vigil.app.trial;

import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One patient's recorded past.
///
/// @param present the plan that holds for the patient today
/// @param observations at least one, in the order of their receipt
/// @param event when what a plan is to foretell happened, null where it did not or nobody knows
public record Subject(Patient patient, Plan present, List<Observation> observations, @Nullable Instant event) {

    public Subject {
        observations = observations.stream().sorted(Comparator.comparing(Observation::receivedAt)).toList();
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("a subject has at least one observation");
        }
    }

    Instant from() {
        return observations.getFirst().receivedAt();
    }

    Instant to() {
        return observations.getLast().receivedAt();
    }

    Duration watched() {
        return Duration.between(from(), to());
    }
}
