package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The plans that come with the product: files like any other, in force until the care team publishes its own under the
/// same name.
public final class ShippedPlans {

    private static final List<String> NAMES = List.of(Plan.GENERAL, "news2", "heart-failure", "copd",
            "hypertension", "diabetes", "post-acute", "pregnancy-hypertension", "sepsis-watch");

    private static final Map<String, Plan> PLANS = NAMES.stream().map(ShippedPlans::read)
            .collect(Collectors.toUnmodifiableMap(Plan::id, Function.identity()));

    /// Another number where any of the files is another one.
    public static final int EDITION = NAMES.stream().map(ShippedPlans::text).toList().hashCode();

    private ShippedPlans() {
    }

    public static Plan general() {
        return Objects.requireNonNull(PLANS.get(Plan.GENERAL));
    }

    public static Optional<Plan> plan(String id) {
        return Optional.ofNullable(PLANS.get(id));
    }

    public static Iterable<Plan> all() {
        return PLANS.values();
    }

    private static Plan read(String id) {
        return switch (PlanCodec.parse(text(id))) {
            case ParsedPlan.Accepted accepted -> accepted.plan();
            case ParsedPlan.Refused refused ->
                throw new IllegalStateException("shipped plan " + id + ": " + refused.problems());
        };
    }

    private static String text(String id) {
        try (InputStream file = ShippedPlans.class.getResourceAsStream("/plans/" + id + ".yaml")) {
            return new String(Objects.requireNonNull(file, id).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
