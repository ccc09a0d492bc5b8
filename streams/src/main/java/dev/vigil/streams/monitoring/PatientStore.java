package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Grain;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.Windows;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.state.PatientRecord;
import dev.vigil.wire.state.PatientRow;
import dev.vigil.wire.state.VitalRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// The patients of a task: decoded in the heap while they are busy, in two key-value stores with changelogs always.
///
/// One record of a patient, `patient`, holds all that changes with a reading; `patient|settings` lies beside it, closed
/// panes in [PaneChunks]. No identifier contains a bar. Used by one stream thread.
final class PatientStore {

    private final KeyValueStore<String, byte[]> patients;
    private final KeyValueStore<String, byte[]> chunks;
    private final HotPanes bound;
    private final Map<PatientId, Hot> hot = new LinkedHashMap<>(256, 0.75f, true);

    /// A patient in the heap.
    ///
    /// @param due as it is stored; null where nothing is, or in the former layout
    /// @param vitals as they are stored
    private record Hot(PatientState state, @Nullable Instant due, Map<Vital, KeptVital> vitals, boolean former) {

        /// What it counts for: its panes and some more for what every patient takes.
        int weight() {
            int panes = 8;
            for (VitalState vital : state.vitals().values()) {
                Windows windows = vital.windows();
                panes += 8 + windows.tenSeconds().filled() + windows.minutes().filled() + windows.quarters().filled()
                        + windows.sixHours().filled();
            }
            return panes;
        }
    }

    PatientStore(KeyValueStore<String, byte[]> patients, KeyValueStore<String, byte[]> chunks, HotPanes bound) {
        this.patients = patients;
        this.chunks = chunks;
        this.bound = bound;
    }

    /// A patient nobody has seen yet begins here.
    PatientState load(PatientId patient, Instant now) {
        Hot known = hot.get(patient);
        if (known == null) {
            Hot read = read(patients, chunks, patient);
            known = read == null ? new Hot(PatientState.firstSeen(patient, now), null, Map.of(), false) : read;
            remember(patient, known);
        }
        return known.state();
    }

    /// Writes what differs from what is stored.
    ///
    /// @param before as [#load] gave it
    void save(PatientState before, PatientState after, Instant due) {
        PatientId patient = after.patientId();
        Hot known = hot.get(patient);
        if (known == null) {
            throw new IllegalStateException("a patient is loaded before it is saved");
        }
        Patient settings = after.patient();
        if (settings != null && !settings.equals(before.patient())) {
            patients.put(settingsKey(patient), Topics.PATIENTS.value().encode(settings));
        }
        Map<Vital, KeptVital> vitals = savedVitals(known, before, after);
        boolean sooner = known.due() == null || due.isBefore(known.due());
        boolean changed = vitals != known.vitals() || sooner || !row(before).equals(row(after));
        if (changed) {
            if (known.former()) {
                FormerLayout.delete(patients, patient);
            }
            patients.put(patient.value(),
                    new PatientRecord(due, after.picturedAt(), row(after), rows(vitals)).encode());
        }
        remember(patient, new Hot(after, changed ? due : known.due(), vitals, known.former() && !changed));
        letGo();
    }

    /// The very same where no vital has changed.
    private Map<Vital, KeptVital> savedVitals(Hot known, PatientState before, PatientState after) {
        Map<Vital, KeptVital> saved = null;
        for (Map.Entry<Vital, VitalState> entry : after.vitals().entrySet()) {
            Vital vital = entry.getKey();
            VitalState was = before.vitals().get(vital);
            KeptVital kept = known.vitals().get(vital);
            if (was != entry.getValue() || kept == null) {
                saved = saved == null ? copy(known.vitals()) : saved;
                saved.put(vital, (kept == null ? KeptVital.NOTHING : kept).saved(
                        new PaneChunks.OfVital(chunks, after.patientId(), vital),
                        was == null || kept == null ? Windows.EMPTY : was.windows(), entry.getValue()));
            }
        }
        return saved == null ? known.vitals() : saved;
    }

    private static Map<Vital, KeptVital> copy(Map<Vital, KeptVital> vitals) {
        Map<Vital, KeptVital> copy = new EnumMap<>(Vital.class);
        copy.putAll(vitals);
        return copy;
    }

    private static Map<Vital, byte[]> rows(Map<Vital, KeptVital> vitals) {
        Map<Vital, byte[]> rows = new EnumMap<>(Vital.class);
        vitals.forEach((vital, kept) -> rows.put(vital, kept.row()));
        return rows;
    }

    private void remember(PatientId patient, Hot now) {
        Hot before = hot.put(patient, now);
        bound.add(now.weight() - (before == null ? 0 : before.weight()));
    }

    /// The longest untouched leave first; the one at hand stays.
    private void letGo() {
        Iterator<Hot> longestUntouched = hot.values().iterator();
        while (bound.areTooMany() && hot.size() > 1) {
            bound.add(-longestUntouched.next().weight());
            longestUntouched.remove();
        }
    }

    void erase(PatientId patient) {
        Hot known = hot.remove(patient);
        if (known != null) {
            bound.add(-known.weight());
        }
        PaneChunks.erase(chunks, patient);
        FormerLayout.delete(patients, patient);
        patients.delete(settingsKey(patient));
        patients.delete(patient.value());
    }

    /// Every patient of the task with the time they want to be told of.
    void forEach(BiConsumer<PatientId, Instant> visitor) {
        try (KeyValueIterator<String, byte[]> all = patients.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (entry.key.indexOf('|') < 0) {
                    visitor.accept(new PatientId(entry.key), PatientRecord.dueOf(entry.value));
                }
            }
        }
    }

    /// Forgets what is in the heap.
    void close() {
        hot.values().forEach(known -> bound.add(-known.weight()));
        hot.clear();
    }

    /// What the stores hold of a patient, null where they hold nothing; any thread may ask.
    static @Nullable PatientState kept(ReadOnlyKeyValueStore<String, byte[]> patients,
            ReadOnlyKeyValueStore<String, byte[]> chunks, PatientId patient) {
        Hot read = read(patients, chunks, patient);
        return read == null ? null : read.state();
    }

    private static @Nullable Hot read(ReadOnlyKeyValueStore<String, byte[]> patients,
            ReadOnlyKeyValueStore<String, byte[]> chunks, PatientId patient) {
        byte[] bytes = patients.get(patient.value());
        if (bytes == null) {
            return null;
        }
        Patient settings = settings(patients.get(settingsKey(patient)));
        if (!PatientRecord.isRecord(bytes)) {
            return new Hot(state(patient, settings, PatientRow.decode(bytes), FormerLayout.vitals(patients, patient),
                    Instant.EPOCH), null, Map.of(), true);
        }
        PatientRecord record = PatientRecord.decode(bytes);
        Map<Vital, VitalRow> rows = new EnumMap<>(Vital.class);
        Map<Vital, KeptVital> kept = new EnumMap<>(Vital.class);
        record.vitals().forEach((vital, encoded) -> {
            VitalRow row = VitalRow.decode(vital, encoded);
            rows.put(vital, row);
            kept.put(vital, new KeptVital(encoded, row.recent()));
        });
        Map<Vital, Map<Grain, List<Pane>>> stored =
                rows.values().stream().anyMatch(KeptVital::hasChunks) ? PaneChunks.of(chunks, patient) : Map.of();
        Map<Vital, VitalState> vitals = new EnumMap<>(Vital.class);
        rows.forEach((vital, row) -> vitals.put(vital,
                KeptVital.read(row, stored.getOrDefault(vital, Map.of()))));
        return new Hot(state(patient, settings, record.row(), vitals, record.picturedAt()), record.due(), kept, false);
    }

    private static PatientState state(PatientId patient, @Nullable Patient settings, PatientRow row,
            Map<Vital, VitalState> vitals, Instant picturedAt) {
        return new PatientState(patient, row.armedAt(), settings, vitals, row.rules(), row.live(), true,
                row.troubled(), picturedAt, true);
    }

    private static @Nullable Patient settings(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : Topics.PATIENTS.value().decode(bytes);
        } catch (MalformedRecord e) {
            throw new IllegalStateException("kept settings cannot be read", e);
        }
    }

    private static PatientRow row(PatientState state) {
        return new PatientRow(state.armedAt(), state.rules(), state.live(), state.troubled());
    }

    static String settingsKey(PatientId patient) {
        return patient.value() + "|settings";
    }
}
