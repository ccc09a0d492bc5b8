package dev.vigil.domain.monitor;

import dev.vigil.domain.device.DeviceReport;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything the monitor remembers of a patient. Bounded: by vitals, panes and rules, never by readings.
///
/// @param armedAt when the patient was first seen; silence counts from here at the earliest
/// @param patient null while nobody has entered the patient
/// @param rules those that are not quiet
/// @param live the current score as published last, null when there is none
/// @param scoreUntold the score has changed since it was told, so little that it can wait for its minute's end
/// @param troubled devices that said of themselves last what a rule is about
/// @param picturedAt when the current picture was published last
/// @param pictureChanged whether it has changed since
public record PatientState(PatientId patientId, Instant armedAt, @Nullable Patient patient,
        Map<Vital, VitalState> vitals, Map<String, RuleProgress> rules, @Nullable ScoreTrack live,
        boolean scoreUntold, Map<DeviceId, DeviceReport> troubled, Instant picturedAt, boolean pictureChanged) {

    public PatientState {
        Map<Vital, VitalState> copy = new EnumMap<>(Vital.class);
        copy.putAll(vitals);
        vitals = Collections.unmodifiableMap(copy);
        rules = Map.copyOf(rules);
        troubled = Map.copyOf(troubled);
    }

    public static PatientState firstSeen(PatientId patientId, Instant now) {
        return new PatientState(patientId, now, null, Map.of(), Map.of(), null, false, Map.of(), Instant.EPOCH, true);
    }
}
