package dev.vigil.streams.monitoring;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Grain;
import dev.vigil.domain.window.Pane;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.state.PatientRecord;
import dev.vigil.wire.state.PatientRow;
import dev.vigil.wire.state.VitalRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// A patient out of the stores, as far as they can be read.
final class PatientReader {

    private PatientReader() {
    }

    /// Null where the stores hold nothing of the patient; any thread may ask.
    static @Nullable PatientState kept(ReadOnlyKeyValueStore<String, byte[]> patients,
            ReadOnlyKeyValueStore<String, byte[]> chunks, PatientId patient) {
        HotPatient read = read(patients, chunks, patient, Instant.EPOCH, (store, key, bytes, why) -> {});
        return read == null ? null : read.state();
    }

    static @Nullable HotPatient read(ReadOnlyKeyValueStore<String, byte[]> patients,
            ReadOnlyKeyValueStore<String, byte[]> chunks, PatientId patient, Instant now, Damage damage) {
        byte[] bytes = patients.get(patient.value());
        if (bytes == null) {
            return null;
        }
        Patient settings = settings(patients.get(PatientStore.settingsKey(patient)), patient, damage);
        if (!PatientRecord.isRecord(bytes)) {
            PatientRow row = damage.readable(MonitoringTopology.PATIENTS, patient.value(), bytes,
                    () -> PatientRow.decode(bytes));
            return HotPatient.begun(row == null ? begun(patient, settings, now)
                    : state(patient, settings, row, FormerLayout.vitals(patients, patient, damage),
                            Instant.EPOCH),
                    true);
        }
        PatientRecord record = damage.readable(MonitoringTopology.PATIENTS, patient.value(), bytes,
                () -> PatientRecord.decode(bytes));
        return record == null ? HotPatient.begun(begun(patient, settings, now), false)
                : read(record, chunks, patient, settings, damage);
    }

    /// A vital that cannot be read is not there; the record is written anew without it.
    private static HotPatient read(PatientRecord record, ReadOnlyKeyValueStore<String, byte[]> chunks,
            PatientId patient,
            @Nullable Patient settings, Damage damage) {
        Map<Vital, VitalRow> rows = new EnumMap<>(Vital.class);
        record.vitals().forEach((vital, bytes) -> {
            VitalRow row = damage.readable(MonitoringTopology.PATIENTS, patient + "|" + vital.key(), bytes,
                    () -> VitalRow.decode(vital, bytes));
            if (row != null) {
                rows.put(vital, row);
            }
        });
        Map<Vital, Map<Grain, List<Pane>>> stored = rows.values().stream().anyMatch(KeptVital::hasChunks)
                ? PaneChunks.of(chunks, patient, damage) : Map.of();
        Map<Vital, VitalState> vitals = new EnumMap<>(Vital.class);
        Map<Vital, KeptVital> kept = new EnumMap<>(Vital.class);
        Map<Vital, List<HistoryPoint>> points = new EnumMap<>(Vital.class);
        record.vitals().forEach((vital, bytes) -> {
            VitalRow row = rows.get(vital);
            VitalState state = row == null ? null
                    : damage.readable(MonitoringTopology.PATIENTS, patient + "|" + vital.key(), bytes,
                            () -> KeptVital.read(row, stored.getOrDefault(vital, Map.of())));
            if (row != null && state != null) {
                vitals.put(vital, state);
                kept.put(vital, new KeptVital(bytes, row.recent()));
                points.put(vital, row.points());
            }
        });
        boolean whole = kept.size() == record.vitals().size();
        return new HotPatient(state(patient, settings, record.row(), vitals, record.picturedAt()),
                whole ? record.due() : null, kept, new RecentPast(points, record.row().told()), false);
    }

    static PatientState begun(PatientId patient, @Nullable Patient settings, Instant now) {
        return state(patient, settings, new PatientRow(now, Map.of(), null, Map.of(), List.of()), Map.of(),
                Instant.EPOCH);
    }

    private static PatientState state(PatientId patient, @Nullable Patient settings, PatientRow row,
            Map<Vital, VitalState> vitals, Instant picturedAt) {
        return new PatientState(patient, row.armedAt(), settings, vitals, row.rules(), row.live(), true,
                row.troubled(), picturedAt, true);
    }

    private static @Nullable Patient settings(byte @Nullable [] bytes, PatientId patient, Damage damage) {
        return bytes == null ? null
                : damage.readable(MonitoringTopology.PATIENTS, PatientStore.settingsKey(patient), bytes,
                        () -> settings(bytes));
    }

    private static Patient settings(byte[] bytes) {
        try {
            return Topics.PATIENTS.value().decode(bytes);
        } catch (MalformedRecord e) {
            throw new IllegalStateException("kept settings cannot be read", e);
        }
    }
}
