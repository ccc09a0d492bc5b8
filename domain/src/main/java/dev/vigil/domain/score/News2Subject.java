package dev.vigil.domain.score;

import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What NEWS2 must know of a person at a time: whether it may be computed, and on which SpO2 scale.
///
/// @param birthDate null where it is not known, and then there is no score
/// @param oxygenScale 1, or 2 where a clinician prescribed an 88-92 % target
public record News2Subject(@Nullable LocalDate birthDate, boolean pregnant, int oxygenScale) {

    private static final int YOUNGEST = 16;

    public News2Subject {
        if (oxygenScale != 1 && oxygenScale != 2) {
            throw new IllegalArgumentException("oxygenScale must be 1 or 2");
        }
    }

    public static News2Subject of(Patient patient, Instant at) {
        PatientSettings settings = patient.settingsAt(at);
        return new News2Subject(patient.birthDate(), settings.pregnant(), settings.oxygenScale());
    }

    /// NEWS2 is not validated under 16 and in pregnancy; an unknown age could be either.
    Optional<ScoreRefusal> refusalAt(Instant at) {
        if (birthDate == null) {
            return Optional.of(ScoreRefusal.AGE_UNKNOWN);
        }
        if (Period.between(birthDate, LocalDate.ofInstant(at, ZoneOffset.UTC)).getYears() < YOUNGEST) {
            return Optional.of(ScoreRefusal.UNDER_16);
        }
        return pregnant ? Optional.of(ScoreRefusal.PREGNANT) : Optional.empty();
    }
}
