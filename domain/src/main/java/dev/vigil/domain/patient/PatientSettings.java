package dev.vigil.domain.patient;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the care team set for a patient, from an instant on.
///
/// @param oxygenScale NEWS2 SpO2 scale 1 or 2; 2 only where a clinician prescribed an 88-92 % target
/// @param plan id of the plan, null for the general one
/// @param limits the plan's numbers, overridden by rule id
/// @param setBy who set it, null where nobody said
public record PatientSettings(Instant validFrom, int oxygenScale, boolean pregnant, @Nullable String plan,
        Map<String, BigDecimal> limits, @Nullable String setBy) {

    public PatientSettings {
        limits = Map.copyOf(limits);
        if (oxygenScale != 1 && oxygenScale != 2) {
            throw new IllegalArgumentException("oxygenScale must be 1 or 2");
        }
    }

    /// Set by nobody in particular.
    public PatientSettings(Instant validFrom, int oxygenScale, boolean pregnant, @Nullable String plan,
            Map<String, BigDecimal> limits) {
        this(validFrom, oxygenScale, pregnant, plan, limits, null);
    }

    public static PatientSettings initial(Instant validFrom) {
        return new PatientSettings(validFrom, 1, false, null, Map.of());
    }
}
