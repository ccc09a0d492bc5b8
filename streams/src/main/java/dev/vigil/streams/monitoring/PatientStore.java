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
    private final Damage aside;
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

    /// @param aside told of what cannot be read, once
    PatientStore(KeyValueStore<String, byte[]> patients, KeyValueStore<String, byte[]> chunks, HotPanes bound,
            Damage aside) {
        this.patients = patients;
        this.chunks = chunks;
        this.bound = bound;
        this.aside = aside;
    }

    /// A patient nobody has seen yet begins here.
    PatientState load(PatientId patient, Instant now) {
        Hot known = hot.get(patient);
        if (known == null) {
            Hot read = read(patients, chunks, patient, now, this::setAside);
            known = read == null ? new Hot(PatientState.firstSeen(patient, now), null, Map.of(), false) : read;
            remember(patient, known);
        }
        return known.state();
    }

    /// Takes it out, so that it is found once.
    private void setAside(String store, String key, byte[] bytes, RuntimeException why) {
        (store.equals(MonitoringTopology.PANES) ? chunks : patients).delete(key);
        aside.found(store, key, bytes, why);
    }

    /// What is kept of a patient leads to nothing but failures: they begin anew, under the same settings.
    PatientState beginAnew(PatientId patient, Instant now, RuntimeException why) {
        byte[] bytes = patients.get(patient.value());
        setAside(MonitoringTopology.PATIENTS, patient.value(), bytes == null ? new byte[0] : bytes, why);
        Hot known = hot.get(patient);
        Hot anew = new Hot(begun(patient, known == null ? null : known.state().patient(), now), null, Map.of(),
                known != null && known.former());
        remember(patient, anew);
        return anew.state();
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
                    visitor.accept(new PatientId(entry.key), due(entry.value));
                }
            }
        }
    }

    private static Instant due(byte[] bytes) {
        try {
            return PatientRecord.dueOf(bytes);
        } catch (RuntimeException e) {
            return Instant.EPOCH; // looked at now, and set aside then
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
        Hot read = read(patients, chunks, patient, Instant.EPOCH, (store, key, bytes, why) -> {});
        return read == null ? null : read.state();
    }

    private static @Nullable Hot read(ReadOnlyKeyValueStore<String, byte[]> patients,
            ReadOnlyKeyValueStore<String, byte[]> chunks, PatientId patient, Instant now, Damage damage) {
        byte[] bytes = patients.get(patient.value());
        if (bytes == null) {
            return null;
        }
        Patient settings = settings(patients.get(settingsKey(patient)), patient, damage);
        if (!PatientRecord.isRecord(bytes)) {
            PatientRow row = damage.readable(MonitoringTopology.PATIENTS, patient.value(), bytes,
                    () -> PatientRow.decode(bytes));
            return new Hot(row == null ? begun(patient, settings, now)
                    : state(patient, settings, row, FormerLayout.vitals(patients, patient, damage),
                            Instant.EPOCH),
                    null, Map.of(), true);
        }
        PatientRecord record = damage.readable(MonitoringTopology.PATIENTS, patient.value(), bytes,
                () -> PatientRecord.decode(bytes));
        return record == null ? new Hot(begun(patient, settings, now), null, Map.of(), false)
                : read(record, chunks, patient, settings, damage);
    }

    /// A vital that cannot be read is not there; the record is written anew without it.
    private static Hot read(PatientRecord record, ReadOnlyKeyValueStore<String, byte[]> chunks, PatientId patient,
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
        record.vitals().forEach((vital, bytes) -> {
            VitalRow row = rows.get(vital);
            VitalState state = row == null ? null
                    : damage.readable(MonitoringTopology.PATIENTS, patient + "|" + vital.key(), bytes,
                            () -> KeptVital.read(row, stored.getOrDefault(vital, Map.of())));
            if (row != null && state != null) {
                vitals.put(vital, state);
                kept.put(vital, new KeptVital(bytes, row.recent()));
            }
        });
        boolean whole = kept.size() == record.vitals().size();
        return new Hot(state(patient, settings, record.row(), vitals, record.picturedAt()),
                whole ? record.due() : null, kept, false);
    }

    private static PatientState begun(PatientId patient, @Nullable Patient settings, Instant now) {
        return state(patient, settings, new PatientRow(now, Map.of(), null, Map.of()), Map.of(), Instant.EPOCH);
    }

    private static PatientState state(PatientId patient, @Nullable Patient settings, PatientRow row,
            Map<Vital, VitalState> vitals, Instant picturedAt) {
        return new PatientState(patient, row.armedAt(), settings, vitals, row.rules(), row.live(), true,
                row.troubled(), picturedAt, true);
    }

    private static @Nullable Patient settings(byte @Nullable [] bytes, PatientId patient, Damage damage) {
        return bytes == null ? null : damage.readable(MonitoringTopology.PATIENTS, settingsKey(patient), bytes,
                () -> settings(bytes));
    }

    private static Patient settings(byte[] bytes) {
        try {
            return Topics.PATIENTS.value().decode(bytes);
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
