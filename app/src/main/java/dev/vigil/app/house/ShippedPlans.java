package dev.vigil.app.house;

import dev.vigil.domain.plan.Plan;
import java.util.List;

/// The plans that come with the product.
final class ShippedPlans {

    private ShippedPlans() {
    }

    static List<Plan> all() {
        return List.of();
    }
}
