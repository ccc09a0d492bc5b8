package dev.vigil.domain.score.table;

import dev.vigil.domain.patient.Patient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// For whom a score is valid.
///
/// @param fromAge the youngest age, null for no bound
/// @param underAge the age at which it ends, null for no bound
public record Applicability(@Nullable Period fromAge, @Nullable Period underAge, boolean inPregnancy) {

    public static final Applicability EVERYBODY = new Applicability(null, null, true);

    /// Why it may not be computed, in a sentence's second half; an unknown age may be any.
    Optional<String> refusalOf(@Nullable Patient patient, Instant at) {
        LocalDate birth = patient == null ? null : patient.birthDate();
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        if ((fromAge != null || underAge != null) && birth == null) {
            return Optional.of("the date of birth is not known");
        }
        if (fromAge != null && birth != null && day.isBefore(birth.plus(fromAge))) {
            return Optional.of("it is not valid at that young an age");
        }
        if (underAge != null && birth != null && !day.isBefore(birth.plus(underAge))) {
            return Optional.of("it is not valid at that old an age");
        }
        boolean pregnant = patient != null && patient.settingsAt(at).pregnant();
        return pregnant && !inPregnancy ? Optional.of("it is not valid in pregnancy") : Optional.empty();
    }
}
