package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.monitor.SummaryMarks;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Grain;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.PaneRing;
import dev.vigil.domain.window.Windows;
import dev.vigil.wire.state.PaneCodec;
import dev.vigil.wire.state.SummaryMarksCodec;
import dev.vigil.wire.state.VitalRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Patients as they were kept before all of a patient's changing state lay in one record: `patient|vital`,
/// `patient|vital|summaries` and `patient|vital|window|slot` beside `patient|settings`. Read until a patient is saved
/// for the first time.
final class FormerLayout {

    /// What each grain was called in keys: the longest window there was.
    private static final Map<String, Grain> GRAINS = Map.of("PT5M", Grain.TEN_SECONDS, "PT1H", Grain.ONE_MINUTE,
            "PT24H", Grain.FIFTEEN_MINUTES, "PT168H", Grain.SIX_HOURS);

    private FormerLayout() {
    }

    static Map<Vital, VitalState> vitals(ReadOnlyKeyValueStore<String, byte[]> store, PatientId patient,
            Damage damage) {
        Map<Vital, Parts> parts = new EnumMap<>(Vital.class);
        entries(store, patient).forEach(entry -> damage.readable(MonitoringTopology.PATIENTS, entry.key, entry.value,
                () -> taken(parts, entry)));
        Map<Vital, VitalState> vitals = new EnumMap<>(Vital.class);
        parts.forEach((vital, all) -> {
            VitalState state = damage.readable(MonitoringTopology.PATIENTS, patient + "|" + vital.key(), new byte[0],
                    all::state);
            if (state != null) {
                vitals.put(vital, state);
            }
        });
        return vitals;
    }

    private static Parts taken(Map<Vital, Parts> parts, KeyValue<String, byte[]> entry) {
        String[] key = entry.key.split("\\|");
        Vital vital = Vital.ofKey(key[1]).orElseThrow();
        Parts all = parts.computeIfAbsent(vital, Parts::new);
        all.take(key, entry.value);
        return all;
    }

    static void delete(KeyValueStore<String, byte[]> store, PatientId patient) {
        entries(store, patient).forEach(entry -> store.delete(entry.key));
    }

    private static List<KeyValue<String, byte[]>> entries(ReadOnlyKeyValueStore<String, byte[]> store,
            PatientId patient) {
        List<KeyValue<String, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(patient + "|", patient + "}")) {
            all.forEachRemaining(entries::add);
        }
        entries.removeIf(entry -> entry.key.equals(PatientStore.settingsKey(patient)));
        return entries;
    }

    /// The records of one vital, as they are read.
    private static final class Parts {

        private final Vital vital;
        private final Map<Grain, List<Pane>> panes = new EnumMap<>(Grain.class);
        private SummaryMarks summaries = SummaryMarks.NONE;
        private @Nullable VitalRow row;

        Parts(Vital vital) {
            this.vital = vital;
        }

        void take(String[] key, byte[] value) {
            if (key.length == 2) {
                row = VitalRow.decode(vital, value);
            } else if (key.length == 3) {
                summaries = SummaryMarksCodec.decode(value);
            } else {
                Grain grain = GRAINS.get(key[2]);
                Pane pane = PaneCodec.decode(vital, value);
                if (grain == null) {
                    throw new IllegalStateException("kept state has an unknown window");
                }
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
            return new VitalState(values.newest(), values.trusted(), values.receivedAt(),
                    new Windows(ring(values, Grain.TEN_SECONDS), ring(values, Grain.ONE_MINUTE),
                            ring(values, Grain.FIFTEEN_MINUTES), ring(values, Grain.SIX_HOURS)),
                    summaries, values.edge());
        }

        private PaneRing ring(VitalRow values, Grain grain) {
            List<Pane> all = new ArrayList<>(panes.getOrDefault(grain, List.of()));
            if (grain.ordinal() < values.recent().size()) { // there were three at first
                all.addAll(values.recent().get(grain.ordinal()).panes());
            }
            return PaneRing.of(grain, all);
        }
    }
}
