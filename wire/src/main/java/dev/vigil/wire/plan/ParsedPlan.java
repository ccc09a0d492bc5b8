package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Plan;
import java.util.List;

/// What a plan file turned out to be.
public sealed interface ParsedPlan {

    record Accepted(Plan plan) implements ParsedPlan {
    }

    /// At least one problem; the plan that was in force stays.
    record Refused(List<PlanProblem> problems) implements ParsedPlan {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
