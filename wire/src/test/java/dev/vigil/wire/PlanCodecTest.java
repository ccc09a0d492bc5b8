package dev.vigil.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.PlanProblem;
import dev.vigil.wire.plan.ShippedPlans;
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
    void shouldReadWhatAnEhrGetsOfAVitalAndWriteItAgainAlike() throws MalformedRecord {
        var parsed = PlanCodec.parse("plan: p\nrules: []\nexport: { heart-rate: summaries, pain: readings }\n");
        assertThat(parsed).isInstanceOfSatisfying(ParsedPlan.Accepted.class, accepted -> {
            assertThat(accepted.plan().exportOf(Vital.HEART_RATE)).isEqualTo(ExportForm.SUMMARIES);
            assertThat(accepted.plan().exportOf(Vital.BODY_WEIGHT)).isEqualTo(ExportForm.READINGS);
        });
        var plan = ((ParsedPlan.Accepted) parsed).plan();
        assertThat(Topics.PLANS.value().decode(Topics.PLANS.value().encode(plan))).isEqualTo(plan);
        assertThat(problems("plan: p\nrules: []\nexport: { heart-rate: nothing, mood: readings }\n"))
                .extracting(PlanProblem::field).containsExactly("export.heart-rate", "export.mood");
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
    void shouldReadEveryKindOfRuleAndWriteItAgainAlike() throws MalformedRecord {
        ParsedPlan parsed = PlanCodec.parse("""
                plan: heart-failure
                rules:
                  - id: spo2-low
                    priority: high
                    when: { vital: oxygen-saturation, below: 90, for: PT30S }
                    clear: { above: 91, for: PT1M }
                  - id: hr-high-sustained
                    priority: medium
                    when: { vital: heart-rate, window: PT5M, statistic: mean, above: 130, atLeastReadings: 3 }
                  - id: weight-gain
                    priority: medium
                    when: { vital: body-weight, rises: 2, within: P3D }
                  - id: deteriorating
                    priority: high
                    when: { score: news2, atLeast: 7 }
                  - id: off-own-baseline
                    priority: medium
                    when: { vital: heart-rate, deviates: 3, from: baseline, for: PT10M }   # of their own week
                  - id: silent
                    priority: low
                    kind: technical
                    when: { silent: PT2H }
                  - id: battery-low
                    priority: low
                    when: { device: battery, below: 0.1 }
                  - id: septic-pattern
                    priority: high
                    when: { all: [ { vital: respiratory-rate, atLeast: 22 }, { vital: systolic-bp, atMost: 100 } ] }
                """);
        assertThat(parsed).isInstanceOf(ParsedPlan.Accepted.class);
        var plan = ((ParsedPlan.Accepted) parsed).plan();
        assertThat(Topics.PLANS.value().decode(Topics.PLANS.value().encode(plan))).isEqualTo(plan);
    }

    @Test
    void shouldRefuseWhatATrendCannotBe() {
        assertThat(problems("""
                plan: p
                rules:
                  - { id: a, priority: low, when: { vital: body-weight, rises: 0, within: P3D } }
                  - { id: b, priority: low, when: { vital: body-weight, rises: 2, within: P30D } }
                  - { id: c, priority: low, when: { vital: heart-rate, deviates: 3, from: mood } }
                  - { id: d, priority: low, when: { all: [ { silent: PT1H }, { vital: pain, above: 3, for: PT1M } ] } }
                """)).extracting(PlanProblem::toString).containsExactly(
                "line 3, rules[0].when.rises: must be more than 0",
                "line 4, rules[1].when.within: must be at most P7D",
                "line 5, rules[2].when: needs from: baseline",
                "line 6, rules[3].when.all[0]: all may hold limits of vitals and levels only",
                "line 6, rules[3].when.all[1]: for does not belong into all");
    }

    @Test
    void shouldShipPlansThatHold() {
        assertThat(ShippedPlans.all()).extracting(plan -> plan.id())
                .containsExactlyInAnyOrder("general", "news2", "heart-failure", "copd", "hypertension", "diabetes",
                        "post-acute", "pregnancy-hypertension", "sepsis-watch");
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
