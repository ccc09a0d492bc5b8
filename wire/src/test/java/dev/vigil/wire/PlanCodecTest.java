package dev.vigil.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.PlanProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCodecTest {

    @Test
    void shouldNameLineAndFieldOfEveryProblemAtOnce() {
        List<PlanProblem> problems = problems("""
                plan: Bad Name
                colour: red
                rules:
                  - id: a
                    priority: urgent
                    when: { vital: heart-rate, below: forty }
                  - id: b
                    priority: low
                    when: { vital: mood, above: 3 }
                """);
        assertThat(problems).extracting(PlanProblem::field).containsExactlyInAnyOrder("colour", "plan",
                "rules[0].priority", "rules[0].when.below", "rules[1].when.vital");
        assertThat(problems).filteredOn(problem -> problem.field().equals("rules[1].when.vital")).singleElement()
                .extracting(PlanProblem::line).isEqualTo(9);
    }

    @Test
    void shouldRefuseAKindOfRuleItDoesNotKnowInsteadOfIgnoringIt() {
        assertThat(problems("plan: p\nrules: [{id: r, priority: low, when: {vital: body-weight, swells: 2}}]"))
                .extracting(PlanProblem::field).contains("rules[0].when.swells");
    }

    @Test
    void shouldRefuseTheSameRuleIdTwice() {
        assertThat(problems("""
                plan: p
                rules:
                  - { id: r, priority: low, when: { silent: PT1H } }
                  - { id: r, priority: low, when: { silent: PT2H } }
                """)).singleElement().extracting(PlanProblem::reason).asString().contains("occurs twice");
    }

    @Test
    void shouldSayWhereAFileIsNotYaml() {
        assertThat(problems("plan: [")).singleElement().extracting(PlanProblem::reason).asString()
                .startsWith("is not YAML");
        assertThat(problems("")).singleElement().extracting(PlanProblem::reason).isEqualTo("is empty");
    }

    @Test
    void shouldReadJsonAsWell() {
        assertThat(PlanCodec.parse("""
                {"plan": "p", "rules": [{"id": "r", "priority": "low", "when": {"silent": "PT1H"}, "clear": null}]}
                """)).isInstanceOf(ParsedPlan.Accepted.class);
    }

    private static List<PlanProblem> problems(String yaml) {
        return ((ParsedPlan.Refused) PlanCodec.parse(yaml)).problems();
    }
}
