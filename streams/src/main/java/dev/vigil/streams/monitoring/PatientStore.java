package dev.vigil.streams.monitoring;

import dev.vigil.domain.history.History;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.Decision;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Windows;
import dev.vigil.wire.Topics;
import dev.vigil.wire.state.PatientRecord;
import dev.vigil.wire.state.PatientRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The patients of a task: decoded in the heap while they are busy, in key-value stores with changelogs always.
///
/// One record of a patient, `patient`, holds all that changes with a reading; `patient|settings` lies beside it, closed
/// panes in [PaneChunks], what is older of the history in a [HistoryStore]. No identifier contains a bar. Used by one
/// stream thread.
final class PatientStore {

    private final KeyValueStore<String, byte[]> patients;
    private final KeyValueStore<String, byte[]> chunks;
    private final HistoryStore history;
    private final HotPanes bound;
    private final Damage aside;
    private final Map<PatientId, HotPatient> hot = new LinkedHashMap<>(256, 0.75f, true);

    /// @param aside told of what cannot be read, once
    PatientStore(KeyValueStore<String, byte[]> patients, KeyValueStore<String, byte[]> chunks, HistoryStore history,
            HotPanes bound, Damage aside) {
        this.patients = patients;
        this.chunks = chunks;
        this.history = history;
        this.bound = bound;
        this.aside = aside;
    }

    /// A patient nobody has seen yet begins here.
    PatientState load(PatientId patient, Instant now) {
        HotPatient known = hot.get(patient);
        if (known == null) {
            HotPatient read = PatientReader.read(patients, chunks, patient, now, this::setAside);
            known = read == null ? HotPatient.begun(PatientState.firstSeen(patient, now), false) : read;
            remember(patient, known);
        }
        return known.state();
    }

    /// Of a patient who is loaded.
    History historyOf(PatientId patient) {
        return history.of(patient, loaded(patient).past());
    }

    private HotPatient loaded(PatientId patient) {
        HotPatient known = hot.get(patient);
        if (known == null) {
            throw new IllegalStateException("a patient is loaded first");
        }
        return known;
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
        HotPatient known = hot.get(patient);
        HotPatient anew = HotPatient.begun(
                PatientReader.begun(patient, known == null ? null : known.state().patient(), now),
                known != null && known.former());
        remember(patient, anew);
        return anew.state();
    }

    /// Writes what differs from what is stored.
    ///
    /// @param before as [#load] gave it
    void save(PatientState before, Decision decision) {
        PatientState after = decision.state();
        PatientId patient = after.patientId();
        HotPatient known = loaded(patient);
        Patient settings = after.patient();
        if (settings != null && !settings.equals(before.patient())) {
            patients.put(settingsKey(patient), Topics.PATIENTS.value().encode(settings));
        }
        RecentPast past = history.keep(patient, known.past(), decision.outcomes());
        Map<Vital, KeptVital> vitals = savedVitals(known, past, before, after);
        Instant due = decision.due();
        boolean sooner = known.due() == null || due.isBefore(known.due());
        boolean changed = vitals != known.vitals() || sooner || past.scores() != known.past().scores()
                || !row(before, past).equals(row(after, past));
        if (changed) {
            if (known.former()) {
                FormerLayout.delete(patients, patient);
            }
            patients.put(patient.value(),
                    new PatientRecord(due, after.picturedAt(), row(after, past), rows(vitals)).encode());
        }
        remember(patient, new HotPatient(after, changed ? due : known.due(), vitals, past, known.former() && !changed));
        letGo();
    }

    /// The very same where no vital has changed.
    private Map<Vital, KeptVital> savedVitals(HotPatient known, RecentPast past, PatientState before,
            PatientState after) {
        Map<Vital, KeptVital> saved = null;
        for (Map.Entry<Vital, VitalState> entry : after.vitals().entrySet()) {
            Vital vital = entry.getKey();
            VitalState was = before.vitals().get(vital);
            KeptVital kept = known.vitals().get(vital);
            if (was != entry.getValue() || kept == null || past.points(vital) != known.past().points(vital)) {
                saved = saved == null ? copy(known.vitals()) : saved;
                saved.put(vital, (kept == null ? KeptVital.NOTHING : kept).saved(
                        new PaneChunks.OfVital(chunks, after.patientId(), vital),
                        was == null || kept == null ? Windows.EMPTY : was.windows(), entry.getValue(),
                        past.points(vital)));
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

    private void remember(PatientId patient, HotPatient now) {
        HotPatient before = hot.put(patient, now);
        bound.add(now.weight() - (before == null ? 0 : before.weight()));
    }

    /// The longest untouched leave first; the one at hand stays.
    private void letGo() {
        Iterator<HotPatient> longestUntouched = hot.values().iterator();
        while (bound.areTooMany() && hot.size() > 1) {
            bound.add(-longestUntouched.next().weight());
            longestUntouched.remove();
        }
    }

    void erase(PatientId patient) {
        HotPatient known = hot.remove(patient);
        if (known != null) {
            bound.add(-known.weight());
        }
        PaneChunks.erase(chunks, patient);
        FormerLayout.delete(patients, patient);
        patients.delete(settingsKey(patient));
        patients.delete(patient.value());
        history.erase(patient);
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

    private static PatientRow row(PatientState state, RecentPast past) {
        return new PatientRow(state.armedAt(), state.rules(), state.live(), state.troubled(), past.scores());
    }

    static String settingsKey(PatientId patient) {
        return patient.value() + "|settings";
    }
}
