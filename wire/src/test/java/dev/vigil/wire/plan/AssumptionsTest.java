package dev.vigil.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssumptionsTest {

    @Test
    void shouldReadWhatAPlanAssumesAndRefuseToAssumeWhatDevicesMeasure() throws MalformedRecord {
        var plan = ((ParsedPlan.Accepted) PlanCodec.parse("""
                plan: p
                assume: { consciousness: A, oxygen-flow: 0 }
                rules: [ { id: r, priority: high, when: { score: news2, atLeast: 7 } } ]
                """)).plan();
        assertThat(plan.assumed()).hasSize(2);
        assertThat(Topics.PLANS.value().decode(Topics.PLANS.value().encode(plan))).isEqualTo(plan);
        assertThat(problems("""
                plan: p
                assume: { heart-rate: 70, consciousness: X, mood: 3 }
                rules: [ { id: r, priority: high, when: { score: news2, atLeast: 7 } } ]
                """)).extracting(PlanProblem::toString).containsExactly(
                "line 2, assume.consciousness: must be one of A, C, V, P, U",
                "line 2, assume.mood: is not a vital of the catalogue",
                "line 2, assume.heart-rate: is measured by a device, so it is never assumed");
    }

    private static List<PlanProblem> problems(String yaml) {
        return ((ParsedPlan.Refused) PlanCodec.parse(yaml)).problems();
    }
}
