package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.domain.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The plans in force: those that were put, and of those that are shipped the ones that nobody has replaced.
final class PlanShelf {

    private final Map<String, Plan> shipped;
    private final CareView view;

    PlanShelf(List<Plan> shipped, CareView view) {
        this.shipped = shipped.stream().collect(Collectors.toUnmodifiableMap(Plan::id, Function.identity()));
        this.view = view;
    }

    Optional<Plan> plan(String id) {
        return Optional.ofNullable(view.plans().getOrDefault(id, shipped.get(id)));
    }

    Collection<Plan> all() {
        Map<String, Plan> inForce = new TreeMap<>(shipped);
        inForce.putAll(view.plans());
        return inForce.values();
    }
}
