package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a plan file turned out to be.
public sealed interface ParsedPlan {

    /// @param setBy whom the file names as its author, null where it names nobody
    record Accepted(Plan plan, @Nullable String setBy) implements ParsedPlan {
    }

    /// At least one problem; the plan that was in force stays.
    record Refused(List<PlanProblem> problems) implements ParsedPlan {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
