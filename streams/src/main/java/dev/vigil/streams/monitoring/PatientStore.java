package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.monitor.SummaryMarks;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Grain;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.PaneRing;
import dev.vigil.domain.window.Windows;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.state.PaneCodec;
import dev.vigil.wire.state.PatientRow;
import dev.vigil.wire.state.SummaryMarksCodec;
import dev.vigil.wire.state.VitalRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// The patients of a task: in the heap while they are busy, in a key-value store with a changelog always.
///
/// Keys are `patient`, `patient|settings`, `patient|vital`, `patient|vital|summaries` and `patient|vital|grain|slot`;
/// no identifier contains a bar, so everything of a patient lies between `patient|` and `patient}`. Slots are reused,
/// so the key space is bounded. A save writes only what differs from the state before. Used by one stream thread.
final class PatientStore {

    /// Patients that are kept in the heap at once; the longest untouched one leaves first.
    private static final int MOST_HOT = 5_000;

    private static final List<Grain> GRAINS = List.of(Grain.values());

    /// What each grain is called in keys: the longest window there was when they were first written.
    private static final Map<Grain, String> NAMES = new EnumMap<>(Map.of(Grain.TEN_SECONDS, "PT5M", Grain.ONE_MINUTE,
            "PT1H", Grain.FIFTEEN_MINUTES, "PT24H", Grain.SIX_HOURS, "PT168H"));

    private final KeyValueStore<String, byte[]> store;
    private final Map<PatientId, PatientState> hot = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PatientId, PatientState> eldest) {
            return size() > MOST_HOT;
        }
    };

    PatientStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /// A patient nobody has seen yet begins here.
    PatientState load(PatientId patient, Instant now) {
        PatientState state = hot.get(patient);
        if (state == null) {
            state = read(patient, now);
            hot.put(patient, state);
        }
        return state;
    }

    void save(PatientState before, PatientState after) {
        String patient = after.patientId().value();
        PatientRow row = row(after);
        if (!row.equals(row(before))) {
            store.put(patient, row.encode());
        }
        Patient settings = after.patient();
        if (settings != null && !settings.equals(before.patient())) {
            store.put(patient + "|settings", Topics.PATIENTS.value().encode(settings));
        }
        after.vitals().forEach((vital, state) -> {
            VitalState known = before.vitals().get(vital);
            if (known != state) {
                save(patient + "|" + vital.key(), vital, known, state);
            }
        });
        hot.put(after.patientId(), after);
    }

    private void save(String key, Vital vital, @Nullable VitalState before, VitalState after) {
        Windows known = before == null ? Windows.EMPTY : before.windows();
        for (Grain grain : GRAINS) {
            savePanes(key, known.ring(grain), after.windows().ring(grain));
        }
        store.put(key, vitalRow(after).encode(vital));
        if (before == null || !before.summaries().equals(after.summaries())) {
            store.put(key + "|summaries", SummaryMarksCodec.encode(after.summaries()));
        }
    }

    /// The newest pane lies in the vital's own record; it gets its slot when a newer one begins.
    private void savePanes(String key, PaneRing before, PaneRing after) {
        if (before == after) {
            return;
        }
        Pane open = after.newest().orElse(null);
        after.goneSince(before).forEach(gone -> store.delete(paneKey(key, after.grain(), gone)));
        for (Pane changed : after.changedSince(before)) {
            if (changed != open) {
                savePane(key, after.grain(), changed);
            }
        }
        before.newest().filter(closed -> open != null && closed.index() != open.index())
                .flatMap(closed -> after.pane(closed.index()))
                .ifPresent(closed -> savePane(key, after.grain(), closed));
    }

    private void savePane(String key, Grain grain, Pane pane) {
        store.put(paneKey(key, grain, pane), PaneCodec.encode(pane));
    }

    private static String paneKey(String key, Grain grain, Pane pane) {
        return key + "|" + NAMES.get(grain) + "|" + PaneRing.slotOf(pane.index(), grain.keptPanes());
    }

    void erase(PatientId patient) {
        hot.remove(patient);
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = ofPatient(store, patient)) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
        store.delete(patient.value());
    }

    /// Every patient of the task.
    List<PatientId> patients() {
        List<PatientId> patients = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key.indexOf('|') < 0) {
                    patients.add(new PatientId(entry.key));
                }
            });
        }
        return patients;
    }

    private static KeyValueIterator<String, byte[]> ofPatient(ReadOnlyKeyValueStore<String, byte[]> store,
            PatientId patient) {
        return store.range(patient + "|", patient + "}");
    }

    private PatientState read(PatientId patient, Instant now) {
        PatientState kept = kept(store, patient);
        if (kept != null) {
            return kept;
        }
        PatientState first = PatientState.firstSeen(patient, now);
        store.put(patient.value(), row(first).encode());
        return first;
    }

    /// What a store holds of a patient, null where it holds nothing; any thread may ask.
    static @Nullable PatientState kept(ReadOnlyKeyValueStore<String, byte[]> store, PatientId patient) {
        byte[] bytes = store.get(patient.value());
        if (bytes == null) {
            return null;
        }
        PatientRow row = PatientRow.decode(bytes);
        Map<Vital, Stored> stored = new EnumMap<>(Vital.class);
        Patient settings = null;
        try (KeyValueIterator<String, byte[]> all = ofPatient(store, patient)) {
            while (all.hasNext()) {
                var entry = all.next();
                String[] key = entry.key.split("\\|");
                if (key[1].equals("settings")) {
                    settings = settings(entry.value);
                } else {
                    Vital vital = Vital.ofKey(key[1]).orElseThrow();
                    stored.computeIfAbsent(vital, Stored::new).take(key, entry.value);
                }
            }
        }
        Map<Vital, VitalState> vitals = new EnumMap<>(Vital.class);
        stored.forEach((vital, parts) -> vitals.put(vital, parts.state()));
        return new PatientState(patient, row.armedAt(), settings, vitals, row.rules(), row.live(), true,
                row.troubled(), Instant.EPOCH, true);
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

    private static VitalRow vitalRow(VitalState state) {
        List<@Nullable Pane> open = new ArrayList<>(GRAINS.size());
        for (Grain grain : GRAINS) {
            open.add(state.windows().ring(grain).newest().orElse(null));
        }
        return new VitalRow(state.newest(), state.trusted(), state.receivedAt(), open, state.edge());
    }

    /// The records of one vital, as they are read.
    private static final class Stored {

        private final Vital vital;
        private final Map<Grain, List<Pane>> panes = new EnumMap<>(Grain.class);
        private SummaryMarks summaries = SummaryMarks.NONE;
        private @Nullable VitalRow row;

        Stored(Vital vital) {
            this.vital = vital;
        }

        void take(String[] key, byte[] value) {
            if (key.length == 2) {
                row = VitalRow.decode(vital, value);
            } else if (key.length == 3) {
                summaries = SummaryMarksCodec.decode(value);
            } else {
                Grain grain = GRAINS.stream().filter(one -> key[2].equals(NAMES.get(one))).findFirst().orElseThrow();
                Pane pane = PaneCodec.decode(vital, value);
                List<Pane> known = panes.computeIfAbsent(grain, any -> new ArrayList<>());
                boolean inPlace = key[3].equals(String.valueOf(PaneRing.slotOf(pane.index(), grain.keptPanes())));
                // Of one pane twice the later stands; out of place is what a ring of another size left.
                known.add(inPlace ? known.size() : 0, pane);
            }
        }

        VitalState state() {
            VitalRow values = row;
            if (values == null) {
                throw new IllegalStateException("a vital's panes without its values");
            }
            for (Grain grain : GRAINS) {
                Pane open = values.openPanes().get(grain.ordinal());
                if (open != null) {
                    panes.computeIfAbsent(grain, any -> new ArrayList<>()).add(open);
                }
            }
            return new VitalState(values.newest(), values.trusted(), values.receivedAt(),
                    new Windows(ring(Grain.TEN_SECONDS), ring(Grain.ONE_MINUTE), ring(Grain.FIFTEEN_MINUTES),
                            ring(Grain.SIX_HOURS)),
                    summaries, values.edge());
        }

        private PaneRing ring(Grain grain) {
            return PaneRing.of(grain, panes.getOrDefault(grain, List.of()));
        }
    }
}
