package dev.vigil.alerts.view;

import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.plan.PlanEdition;
import dev.vigil.wire.plan.ShippedPlans;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The plans in force: those that were put, and of those that are shipped the ones that nobody has replaced.
///
/// @param put by id
record PlanShelf(Map<String, PlanEdition> put) {

    Optional<PlanEdition> edition(String id) {
        return Optional.ofNullable(put.get(id)).or(() -> ShippedPlans.plan(id).map(PlanEdition::shipped));
    }

    Optional<Plan> plan(String id) {
        return edition(id).map(PlanEdition::plan);
    }

    /// The general plan where none is named, or none of that name is there.
    Plan inForce(@Nullable String id) {
        return Optional.ofNullable(id).flatMap(this::plan).or(() -> plan(Plan.GENERAL))
                .orElseGet(ShippedPlans::general);
    }

    Collection<Plan> all() {
        Map<String, Plan> inForce = new TreeMap<>();
        ShippedPlans.all().forEach(plan -> inForce.put(plan.id(), plan));
        put.forEach((id, edition) -> inForce.put(id, edition.plan()));
        return inForce.values();
    }
}
