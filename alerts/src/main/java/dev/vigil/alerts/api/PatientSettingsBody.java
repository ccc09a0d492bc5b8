package dev.vigil.alerts.api;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientIdentifier;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.patient.Pause;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `PUT /patients/{id}` takes. It replaces who the patient is, and adds to what was set when.
///
/// @param validFrom from when plan, limits, scale and pregnancy hold; null for now
/// @param setBy who says so, null where nobody is named
record PatientSettingsBody(@Nullable LocalDate birthDate, @Nullable String name, @Nullable String phone,
        @Nullable String careTeam, @Nullable Enrolment enrolled, List<Pause> pauses,
        List<PatientIdentifier> identifiers, @Nullable Integer oxygenScale, @Nullable Boolean pregnant,
        @Nullable String plan, Map<String, BigDecimal> limits, @Nullable Instant validFrom, @Nullable String setBy) {

    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ENTRIES = 200;

    /// Of a patient whose settings change every day for half a year the oldest are forgotten.
    private static final int MOST_SETTINGS = 200;

    PatientSettingsBody {
        requireShort("name", name);
        requireShort("phone", phone);
        requireShort("careTeam", careTeam);
        requireShort("setBy", setBy);
        requireFew("pauses", pauses.size());
        requireFew("identifiers", identifiers.size());
        requireFew("limits", limits.size());
        if (oxygenScale != null && oxygenScale != 1 && oxygenScale != 2) {
            throw new IllegalArgumentException("oxygenScale must be 1 or 2");
        }
        if (enrolled != null) {
            requireOrder("enrolled", enrolled.from(), enrolled.to());
        }
        pauses.forEach(pause -> requireOrder("pauses", pause.from(), pause.to()));
    }

    /// @param known the patient as known so far, null for a new one
    Patient toPatient(PatientId id, @Nullable Patient known, Instant now) {
        return new Patient(id, birthDate, name, phone, careTeam, enrolled, pauses, identifiers,
                settings(known, now));
    }

    /// Dated: what was set before stays, and to put the same again adds nothing.
    private List<PatientSettings> settings(@Nullable Patient known, Instant now) {
        PatientSettings put = new PatientSettings(validFrom == null ? now : validFrom,
                oxygenScale == null ? 1 : oxygenScale, pregnant != null && pregnant, plan, limits, setBy);
        if (known == null) {
            return List.of(put);
        }
        if (validFrom == null && isSame(known.settingsAt(now), put)) {
            return known.settings();
        }
        List<PatientSettings> dated = new ArrayList<>(known.settings());
        dated.removeIf(earlier -> earlier.validFrom().equals(put.validFrom()));
        dated.add(put);
        dated.sort(Comparator.comparing(PatientSettings::validFrom));
        return dated.subList(Math.max(0, dated.size() - MOST_SETTINGS), dated.size());
    }

    private static boolean isSame(PatientSettings one, PatientSettings other) {
        return one.equals(new PatientSettings(one.validFrom(), other.oxygenScale(), other.pregnant(), other.plan(),
                other.limits(), one.setBy()));
    }

    private static void requireShort(String field, @Nullable String text) {
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(field + " must be at most " + LONGEST_TEXT + " characters");
        }
    }

    private static void requireFew(String field, int entries) {
        if (entries > MOST_ENTRIES) {
            throw new IllegalArgumentException(field + " must have at most " + MOST_ENTRIES + " entries");
        }
    }

    private static void requireOrder(String field, Instant from, @Nullable Instant to) {
        if (to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException(field + " must end after it begins");
        }
    }
}
