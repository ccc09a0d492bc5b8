package dev.vigil.domain.patient;

import dev.vigil.domain.id.PatientId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A patient under a pseudonym. Who they are (name, phone, identifiers) is for the page and the EHR; scores and rules
/// need only age, enrolment, pauses and the dated settings.
///
/// @param settings oldest first, at least one
public record Patient(PatientId patientId, @Nullable LocalDate birthDate, @Nullable String name,
        @Nullable String phone, @Nullable String careTeam, @Nullable Enrolment enrolled, List<Pause> pauses,
        List<PatientIdentifier> identifiers, List<PatientSettings> settings) {

    public Patient {
        pauses = List.copyOf(pauses);
        identifiers = List.copyOf(identifiers);
        settings = settings.stream().sorted(Comparator.comparing(PatientSettings::validFrom)).toList();
        if (settings.isEmpty()) {
            throw new IllegalArgumentException("a patient has at least one setting");
        }
    }

    /// What held at a time; before the first setting the first one holds.
    public PatientSettings settingsAt(Instant time) {
        for (int i = settings.size() - 1; i > 0; i--) {
            if (!settings.get(i).validFrom().isAfter(time)) {
                return settings.get(i);
            }
        }
        return settings.getFirst();
    }

    public Optional<Pause> pauseAt(Instant time) {
        return pauses.stream().filter(pause -> pause.covers(time)).findFirst();
    }

    public boolean enrolledAt(Instant time) {
        return enrolled == null || enrolled.covers(time);
    }

    /// Shows the pseudonym only.
    @Override
    public String toString() {
        return "Patient[" + patientId + "]";
    }
}
