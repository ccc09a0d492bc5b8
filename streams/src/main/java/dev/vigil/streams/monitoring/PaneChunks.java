package dev.vigil.streams.monitoring;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Grain;
import dev.vigil.domain.window.Pane;
import dev.vigil.domain.window.PaneRing;
import dev.vigil.wire.state.PaneChunkCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Panes that have closed, on disk, by neighbours: one small write for several panes, and a patient's past is read in
/// one stretch.
///
/// Keys are `patient|vital|grain|slot`. A chunk lies in the slot of its number modulo the chunks that a ring can span,
/// so the key space is bounded and nothing need be deleted when it is old.
final class PaneChunks {

    private static final int PANES = 12;

    private PaneChunks() {
    }

    /// The chunks of one vital of one patient.
    record OfVital(KeyValueStore<String, byte[]> store, PatientId patient, Vital vital) {

        /// Writes every chunk that holds one of these panes, as a ring has it now.
        ///
        /// @param oldest index that is still kept
        /// @param last index that lies in chunks
        void write(PaneRing ring, Set<Long> indexes, long oldest, long last) {
            for (long chunk : indexes.stream().map(index -> Math.floorDiv(index, (long) PANES)).distinct().toList()) {
                long first = chunk * PANES;
                put(ring.grain(), chunk,
                        ring.panes(Math.max(oldest, first), Math.min(last + 1, first + PANES)).toList());
            }
        }

        private void put(Grain grain, long chunk, List<Pane> panes) {
            int spanned = grain.keptPanes() / PANES + 2;
            String key = patient.value() + '|' + vital.key() + '|' + grain.pane().toSeconds() + '|'
                    + PaneRing.slotOf(chunk, spanned);
            if (panes.isEmpty()) {
                store.delete(key);
            } else {
                store.put(key, PaneChunkCodec.encode(panes));
            }
        }
    }

    /// Everything that lies in chunks of a patient, old panes among them.
    static Map<Vital, Map<Grain, List<Pane>>> of(ReadOnlyKeyValueStore<String, byte[]> store, PatientId patient,
            Damage damage) {
        Map<Vital, Map<Grain, List<Pane>>> panes = new EnumMap<>(Vital.class);
        try (KeyValueIterator<String, byte[]> chunks = store.range(patient + "|", patient + "}")) {
            while (chunks.hasNext()) {
                KeyValue<String, byte[]> chunk = chunks.next();
                damage.readable(MonitoringTopology.PANES, chunk.key, chunk.value, () -> add(panes, chunk));
            }
        }
        return panes;
    }

    private static boolean add(Map<Vital, Map<Grain, List<Pane>>> panes, KeyValue<String, byte[]> chunk) {
        String[] key = chunk.key.split("\\|");
        Vital vital = Vital.ofKey(key[1]).orElseThrow();
        List<Pane> decoded = PaneChunkCodec.decode(chunk.value);
        return panes.computeIfAbsent(vital, any -> new EnumMap<>(Grain.class))
                .computeIfAbsent(grain(key[2]), any -> new ArrayList<>()).addAll(decoded);
    }

    static void erase(KeyValueStore<String, byte[]> store, PatientId patient) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(patient + "|", patient + "}")) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    private static Grain grain(String seconds) {
        for (Grain grain : Grain.values()) {
            if (Long.toString(grain.pane().toSeconds()).equals(seconds)) {
                return grain;
            }
        }
        throw new IllegalStateException("kept state has an unknown grain");
    }
}
