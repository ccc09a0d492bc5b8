package dev.vigil.streams.monitoring;

import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.plan.ShippedPlans;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// The plans as the care team has them now: the topic's over the shipped ones, and the general plan for a patient whose
/// plan nobody knows. Bytes that are no plan leave the last good one in force. Used by one stream thread.
final class PlanBook {

    private record Page(byte @Nullable [] bytes, Plan plan) {
    }

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Map<String, Page> pages = new HashMap<>();

    PlanBook(ReadOnlyKeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    Plan plan(@Nullable String planId) {
        String id = planId == null ? Plan.GENERAL : planId;
        Page page = pages.get(id);
        byte @Nullable [] bytes = store.get(id);
        if (page == null || !Arrays.equals(page.bytes(), bytes)) {
            page = new Page(bytes, read(id, bytes, page));
            pages.put(id, page);
        }
        return page.plan();
    }

    private static Plan read(String id, byte @Nullable [] bytes, @Nullable Page before) {
        if (bytes == null) {
            return ShippedPlans.plan(id).orElseGet(ShippedPlans::general);
        }
        try {
            return Topics.PLANS.value().decode(bytes);
        } catch (MalformedRecord e) {
            return before != null ? before.plan() : ShippedPlans.plan(id).orElseGet(ShippedPlans::general);
        }
    }
}
