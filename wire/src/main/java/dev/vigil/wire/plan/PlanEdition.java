package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A plan as the care team has it: who put it in force, since when, and what held before. An earlier edition held until
/// the next one was put.
///
/// @param setBy null where nobody said
/// @param setAt null for one that came along with the program
/// @param earlier newest first, without their own
public record PlanEdition(Plan plan, @Nullable String setBy, @Nullable Instant setAt, List<PlanEdition> earlier) {

    private static final int MOST_EARLIER = 20;

    public PlanEdition {
        earlier = List.copyOf(earlier);
    }

    public static PlanEdition shipped(Plan plan) {
        return new PlanEdition(plan, null, null, List.of());
    }

    public PlanEdition replacedBy(Plan other, @Nullable String by, Instant at) {
        PlanEdition last = new PlanEdition(plan, setBy, setAt, List.of());
        return new PlanEdition(other, by, at,
                Stream.concat(Stream.of(last), earlier.stream()).limit(MOST_EARLIER).toList());
    }

    /// Remembers one edition less.
    public PlanEdition shortened() {
        return new PlanEdition(plan, setBy, setAt, earlier.subList(0, earlier.size() - 1));
    }
}
