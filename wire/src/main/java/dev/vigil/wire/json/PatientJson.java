package dev.vigil.wire.json;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientIdentifier;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.patient.Pause;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A patient as the care-team API and the topic spell one: the newest settings flat, the earlier ones in `history`.
///
/// @param validFrom from when the flat settings hold, null for always
public record PatientJson(PatientId patientId, @Nullable LocalDate birthDate, @Nullable String name,
        @Nullable String phone, @Nullable String careTeam, @Nullable Enrolment enrolled, List<Pause> pauses,
        List<PatientIdentifier> identifiers, @Nullable Integer oxygenScale, @Nullable Boolean pregnant,
        @Nullable String plan, Map<String, BigDecimal> limits, @Nullable Instant validFrom,
        @Nullable String setBy, List<PatientSettings> history) {

    public static PatientJson of(Patient patient) {
        PatientSettings newest = patient.settings().getLast();
        return new PatientJson(patient.patientId(), patient.birthDate(), patient.name(), patient.phone(),
                patient.careTeam(), patient.enrolled(), patient.pauses(), patient.identifiers(), newest.oxygenScale(),
                newest.pregnant(), newest.plan(), newest.limits(), newest.validFrom(), newest.setBy(),
                patient.settings().subList(0, patient.settings().size() - 1));
    }

    public Patient toPatient() {
        PatientSettings newest = new PatientSettings(validFrom == null ? Instant.EPOCH : validFrom,
                oxygenScale == null ? 1 : oxygenScale, pregnant != null && pregnant, plan, limits, setBy);
        return new Patient(patientId, birthDate, name, phone, careTeam, enrolled, pauses, identifiers,
                Stream.concat(history.stream(), Stream.of(newest)).toList());
    }
}
