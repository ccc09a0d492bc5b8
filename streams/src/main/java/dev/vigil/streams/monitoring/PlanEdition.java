package dev.vigil.streams.monitoring;

import dev.vigil.wire.plan.ShippedPlans;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// All plans in one number, and the number by which all patients of a task were judged last: so a plan that changed
/// while the task was away is noticed, and a start asks nobody otherwise. Used by one stream thread.
final class PlanEdition {

    /// Not the key of a patient: an identifier has no bar.
    static final String KEY = "|plans";

    private final ReadOnlyKeyValueStore<String, byte[]> plans;
    private final KeyValueStore<String, byte[]> store;
    private long seen;
    private boolean kept;

    /// @param isNew whether the task has no patients yet, who could have been judged by other plans
    PlanEdition(ReadOnlyKeyValueStore<String, byte[]> plans, KeyValueStore<String, byte[]> store, boolean isNew) {
        this.plans = plans;
        this.store = store;
        byte[] last = store.get(KEY);
        this.kept = last != null && last.length == Long.BYTES;
        this.seen = kept ? ByteBuffer.wrap(last).getLong() : isNew ? current() : ~current();
    }

    /// Whether it is another one than it was when this was asked last, or than it was when it was kept.
    boolean hasChanged() {
        long now = current();
        boolean changed = now != seen;
        seen = now;
        kept &= !changed;
        return changed;
    }

    /// All patients have been judged by it.
    void keep() {
        if (!kept) {
            store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(seen).array());
            kept = true;
        }
    }

    private long current() {
        long edition = ShippedPlans.EDITION;
        try (KeyValueIterator<String, byte[]> all = plans.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> plan = all.next();
                edition += plan.key.hashCode() * 31L + ((long) Arrays.hashCode(plan.value) << Integer.SIZE);
            }
        }
        return edition;
    }
}
