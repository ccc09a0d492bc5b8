package dev.vigil.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.app.replay.Recording;
import dev.vigil.app.replay.Recordings;
import dev.vigil.app.replay.RowCount;
import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.plan.ShippedPlans;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// That what the documents say of the plan for sepsis is so, on the patients it was not tuned on.
@Tag("slow")
class SepsisTrialTest {

    @Test
    void shouldForetellAsMuchAsNews2WithAThirdOfItsAlerts() throws IOException {
        RowCount count = new RowCount();
        Recording recording = Recording.read(Recordings.files("sepsis-2019/dev/psv", ".psv"),
                Recordings.mapping("challenge-2019"), count);
        List<Subject> subjects = RecordedSubjects.of(recording, ShippedPlans.general(), count);
        Trial trial = Trial.of(subjects, List.of(plan("sepsis-watch"), plan("news2")), Part.TEST, null);
        PlanTrial watch = trial.plans().get(1);
        PlanTrial news2 = trial.plans().get(2);
        assertThat(watch.foretelling().events()).isEqualTo(49);
        assertThat(watch.foretelling().sensitivity()).isGreaterThanOrEqualTo(news2.foretelling().sensitivity());
        assertThat(watch.foretelling().specificity()).isGreaterThan(news2.foretelling().specificity());
        assertThat(3 * watch.physiological()).isLessThan(news2.physiological());
    }

    private static Plan plan(String id) {
        return ShippedPlans.plan(id).orElseThrow();
    }
}
