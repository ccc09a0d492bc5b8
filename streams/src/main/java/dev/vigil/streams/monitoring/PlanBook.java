package dev.vigil.streams.monitoring;

import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.ShippedPlans;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// The plans as the care team has them now: the topic's over the shipped ones, and the general plan for a patient whose
/// plan nobody knows. Bytes that are no plan leave the last good one in force, over a restart too: a task keeps those
/// that its patients have. Used by one stream thread.
final class PlanBook {

    /// Not the key of a patient: an identifier has no bar.
    static final String KEY = "|plan|";

    private record Page(byte @Nullable [] bytes, Plan plan) {
    }

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final ReadOnlyKeyValueStore<String, byte[]> lastGood;
    private final BiConsumer<String, byte[]> keep;
    private final Map<String, Page> pages = new HashMap<>();

    /// @param lastGood of the task
    /// @param keep puts one there
    PlanBook(ReadOnlyKeyValueStore<String, byte[]> store, ReadOnlyKeyValueStore<String, byte[]> lastGood,
            BiConsumer<String, byte[]> keep) {
        this.store = store;
        this.lastGood = lastGood;
        this.keep = keep;
    }

    Plan plan(@Nullable String planId) {
        String id = planId == null ? Plan.GENERAL : planId;
        Page page = pages.get(id);
        byte @Nullable [] bytes = store.get(id);
        if (page == null || !Arrays.equals(page.bytes(), bytes)) {
            page = new Page(bytes, read(id, bytes));
            pages.put(id, page);
        }
        return page.plan();
    }

    private Plan read(String id, byte @Nullable [] bytes) {
        Optional<Plan> plan = decoded(bytes);
        if (bytes == null || plan.isPresent()) {
            byte @Nullable [] before = lastGood.get(KEY + id);
            if (bytes != null && !Arrays.equals(bytes, before)) {
                keep.accept(KEY + id, bytes);
            }
            return plan.or(() -> ShippedPlans.plan(id)).orElseGet(ShippedPlans::general);
        }
        return decoded(lastGood.get(KEY + id)).or(() -> ShippedPlans.plan(id)).orElseGet(ShippedPlans::general);
    }

    private static Optional<Plan> decoded(byte @Nullable [] bytes) {
        try {
            return bytes == null ? Optional.empty() : Optional.of(Topics.PLANS.value().decode(bytes));
        } catch (MalformedRecord e) {
            return Optional.empty();
        }
    }
}
