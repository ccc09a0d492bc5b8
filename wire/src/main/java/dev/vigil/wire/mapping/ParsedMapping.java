package dev.vigil.wire.mapping;

import dev.vigil.wire.plan.PlanProblem;
import java.util.List;

/// What a template turned out to be.
public sealed interface ParsedMapping {

    record Accepted(MappingTemplate template) implements ParsedMapping {
    }

    /// At least one problem.
    record Refused(List<PlanProblem> problems) implements ParsedMapping {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
