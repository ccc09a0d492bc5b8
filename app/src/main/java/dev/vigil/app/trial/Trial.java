package dev.vigil.app.trial;

import dev.vigil.domain.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans over one past, beside what holds for each patient today.
///
/// @param plans the present one first
/// @param night null where the recording does not tell the hour of the day
public record Trial(List<Subject> subjects, List<PlanTrial> plans, @Nullable Night night) {

    /// The first column.
    public static final String PRESENT = "present";

    public Trial {
        subjects = List.copyOf(subjects);
        plans = List.copyOf(plans);
    }

    public static Trial of(List<Subject> all, List<Plan> candidates, Part part,
            @Nullable Night night) {
        List<Subject> subjects = all.stream().filter(part::has).toList();
        List<PlanTrial> plans = new ArrayList<>();
        plans.add(PlanTrial.run(PRESENT, subjects, Subject::present));
        candidates.forEach(plan -> plans.add(PlanTrial.run(plan.id(), subjects, subject -> plan)));
        return new Trial(subjects, plans, night);
    }

    PlanTrial present() {
        return plans.getFirst();
    }

    boolean labelled() {
        return subjects.stream().anyMatch(subject -> subject.event() != null);
    }
}
