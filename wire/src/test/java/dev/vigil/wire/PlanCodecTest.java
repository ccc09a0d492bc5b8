package dev.vigil.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.plan.Question;
import dev.vigil.domain.plan.Question.Answers;
import dev.vigil.domain.plan.Rule;
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
    void shouldReadWhatAPlanAsksAndWriteItAgainAlike() throws MalformedRecord {
        var parsed = PlanCodec.parse("""
                plan: p
                rules: []
                questions:
                  - { vital: swelling, answers: yes-no, text: { de: "Geschwollen?", en: "Swollen?" } }
                  - { vital: headache, text: { en: "A headache?" } }
                  - { vital: pain, text: { en: "Pain, 0 to 10?" } }
                """);
        var plan = ((ParsedPlan.Accepted) parsed).plan();
        assertThat(plan.questions()).extracting(Question::answers)
                .containsExactly(Answers.YES_NO, Answers.SEVERITY, Answers.NUMBER);
        assertThat(plan.questions().getFirst().wording().getKey()).isEqualTo("de");
        var again = Topics.PLANS.value().decode(Topics.PLANS.value().encode(plan));
        assertThat(again).isEqualTo(plan);
        assertThat(again.questions().getFirst().wording().getKey()).isEqualTo("de");
    }

    @Test
    void shouldNameEveryMistakeInAQuestion() {
        assertThat(problems("""
                plan: p
                rules: []
                questions:
                  - { vital: body-weight, text: { en: "Weight?" } }
                  - { vital: pain, answers: yes-no, text: { en: "Pain?" } }
                  - { vital: swelling, answers: perhaps, text: { en: "Swollen?" } }
                  - { vital: fatigue, text: { en: " " } }
                  - { vital: dizziness, text: { English: "Dizzy?" } }
                  - { vital: vomiting }
                """)).extracting(PlanProblem::field).containsExactlyInAnyOrder("questions[0].vital",
                "questions[1].vital", "questions[2].answers", "questions[3].vital", "questions[4].vital",
                "questions[5]");
        assertThat(problems("""
                plan: p
                rules: []
                questions:
                  - { vital: fatigue, text: { en: "Tired?" } }
                  - { vital: fatigue, text: { en: "Tired again?" } }
                """)).singleElement().extracting(PlanProblem::reason).isEqualTo("two questions ask for fatigue");
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
    void shouldReadFallsTrendsAndCombinationsAndWriteThemAgainAlike() throws MalformedRecord {
        ParsedPlan parsed = PlanCodec.parse("""
                plan: p
                rules:
                  - id: weight-loss
                    priority: medium
                    when: { vital: body-weight, falls: 2.3, within: P7D }
                  - id: saturation-falling
                    priority: low
                    when: { vital: oxygen-saturation, trend: PT24H, below: 90, within: PT6H, atLeastReadings: 4 }
                  - id: fast-or-confused-on-air
                    priority: high
                    when:
                      all:
                        - any: [ { vital: respiratory-rate, atLeast: 22 }, { vital: consciousness, anyOf: [C, V] } ]
                        - not: { vital: oxygen-flow, above: 0 }
                        - not: { score: news2, atLeast: 5 }
                        - { score: qsofa, atLeast: 1 }
                        - { vital: body-weight, rises: 1, within: P3D }
                        - { vital: heart-rate, window: PT5M, statistic: mean, above: 100 }
                        - { vital: heart-rate, deviates: 2, from: baseline }
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
                  - { id: b, priority: low, when: { vital: body-weight, rises: 2, within: P31D } }
                  - { id: c, priority: low, when: { vital: heart-rate, deviates: 3, from: mood } }
                  - { id: d, priority: low, when: { all: [ { silent: PT1H }, { vital: pain, above: 3, for: PT1M } ] } }
                """)).extracting(PlanProblem::toString).containsExactly(
                "line 3, rules[0].when.rises: must be more than 0",
                "line 4, rules[1].when.within: must be PT1M to P30D",
                "line 5, rules[2].when: needs from: baseline",
                "line 6, rules[3].when.all[0]: a silence and what a device reports cannot be combined",
                "line 6, rules[3].when.all[1]: for does not belong into a combination");
    }

    @Test
    void shouldTakeAPlanThatBringsItsOwnScoreAndWriteItAgainAlike() throws MalformedRecord {
        ParsedPlan parsed = PlanCodec.parse("""
                plan: p
                rules:
                  - { id: sepsis, priority: high, when: { score: qsofa, atLeast: 2 } }
                  - { id: shock, priority: medium, when: { score: shock-index, atLeast: 1 } }
                  - { id: own, priority: medium, when: { score: ours, atLeast: 2 } }
                scores:
                  - score: ours
                    appliesTo: { fromAge: P3M, underAge: P1Y, pregnancy: false }
                    freshness: { pain: PT4H }
                    assume: { consciousness: A, heart-rate: 120 }
                    parameters:
                      - { vital: pain, bands: [ { to: 3, points: 0 }, { from: 4, points: 2 } ] }
                      - { ratio: [heart-rate, systolic-bp], digits: 2, oxygenScale: 2, onOxygen: true,
                          bands: [ { to: 0.7, points: 0 }, { from: 0.71, points: 1 } ] }
                      - vital: consciousness
                        bands: [ { anyOf: [A], points: 0 }, { anyOf: [C, V, P, U], points: 3 } ]
                """);
        assertThat(parsed).isInstanceOf(ParsedPlan.Accepted.class);
        var plan = ((ParsedPlan.Accepted) parsed).plan();
        assertThat(plan.scores()).singleElement().extracting(table -> table.columns().size()).isEqualTo(3);
        byte[] written = Topics.PLANS.value().encode(plan);
        assertThat(Topics.PLANS.value().encode(Topics.PLANS.value().decode(written))).isEqualTo(written);
    }

    @Test
    void shouldNameWhatIsWrongWithAScoreWithinAPlan() {
        assertThat(problems("""
                plan: p
                rules:
                  - { id: a, priority: high, when: { score: mews, atLeast: 2 } }
                  - { id: b, priority: high, when: { score: qsofa, anyPartAtLeast: 1 } }
                scores:
                  - { score: news2, parameters: [ { vital: pain, bands: [ { points: 0 } ] } ] }
                  - { score: ours, parameters: [ { vital: pain, bands: [ { to: 3, points: 0 }, { from: 5,
                      points: 2 } ] } ] }
                """)).extracting(PlanProblem::toString).containsExactlyInAnyOrder(
                "line 3, rules[0].when.score: must be one of news2, qsofa, shock-index",
                "line 4, rules[1].when: needs atLeast alone; anyPartAtLeast belongs to news2",
                "line 6, scores[0]: score news2 is there already",
                "line 7, scores[1].parameters[0].bands[1].from: leaves a hole after 3; must be 4");
    }

    @Test
    void shouldNameEveryNewMistake() {
        assertThat(problems("""
                plan: p
                rules:
                  - { id: a, priority: low, when: { vital: body-weight, falls: 2 } }
                  - { id: b, priority: low, when: { vital: pain, trend: PT1H, above: 5, within: PT6H } }
                  - { id: c, priority: low, when: { vital: pain, trend: PT61M, above: 5, within: PT1H } }
                  - { id: d, priority: low, when: { vital: pain, trend: PT1H, above: 5, within: PT1H,
                      atLeastReadings: 2 } }
                  - { id: e, priority: low, when: { any: [ { vital: pain, above: 3 } ] } }
                  - { id: f, priority: low, when: { not: { silent: PT1H } } }
                  - { id: g, priority: low, when: { not: { vital: pain, above: 3 }, vital: pain } }
                """)).extracting(PlanProblem::toString).containsExactly(
                "line 3, rules[0].when: needs within",
                "line 4, rules[1].when.within: must not be longer than trend: nothing looks ahead farther than back",
                "line 5, rules[2].when.trend: must be PT1M to PT5M in steps of PT10S, to PT1H in steps of PT1M, "
                        + "to PT24H in steps of PT15M, to P30D in steps of PT6H",
                "line 7, rules[3].when.atLeastReadings: must be a whole number of at least 3",
                "line 8, rules[4].when.any: needs at least two conditions",
                "line 9, rules[5].when.not: a silence and what a device reports cannot be combined",
                "line 10, rules[6].when.vital: is not known here; known are not");
    }

    @Test
    void shouldMakeLevelsOfOneRuleThatWaitTheLessTheFartherOutTheyLie() throws MalformedRecord {
        ParsedPlan parsed = PlanCodec.parse("""
                plan: p
                rules:
                  - id: heart-rate-high
                    priority: low
                    when: { vital: heart-rate, above: 110, for: PT2M }
                    levels:
                      - { above: 120, priority: medium, for: PT1M }
                      - { atLeast: 150, priority: high, for: PT10S }
                    clear: { atMost: 105, for: PT1M }
                """);
        var plan = ((ParsedPlan.Accepted) parsed).plan();
        assertThat(plan.rules()).extracting(rule -> rule.id() + ", " + rule.priority().code())
                .containsExactly("heart-rate-high, low", "heart-rate-high-2, medium", "heart-rate-high-3, high");
        assertThat(plan.rules()).extracting(PlanCodecTest::threshold).containsExactly("ABOVE 110 for PT2M",
                "ABOVE 120 for PT1M", "AT_LEAST 150 for PT10S");
        assertThat(plan.rules()).extracting(rule -> rule.clear().limit().value() + " for "
                + rule.clear().sustainedFor()).containsExactly("105 for PT1M", "115 for PT1M", "145 for PT1M");
        assertThat(Topics.PLANS.value().decode(Topics.PLANS.value().encode(plan))).isEqualTo(plan);
    }

    @Test
    void shouldRefuseLevelsThatDoNotGoOutward() {
        assertThat(problems("""
                plan: p
                rules:
                  - id: a
                    priority: medium
                    when: { vital: heart-rate, above: 110, for: PT1M }
                    levels: [ { above: 110 } ]
                  - id: b
                    priority: medium
                    when: { vital: heart-rate, below: 50, for: PT1M }
                    levels: [ { above: 40 } ]
                  - id: c
                    priority: medium
                    when: { vital: heart-rate, below: 50, for: PT1M }
                    levels: [ { below: 40, for: PT2M } ]
                  - id: d
                    priority: medium
                    when: { vital: heart-rate, below: 50, for: PT1M }
                    levels: [ { below: 40, priority: low } ]
                  - id: e
                    priority: medium
                    when: { silent: PT1H }
                    levels: [ { below: 40 } ]
                """)).extracting(PlanProblem::toString).containsExactly(
                "line 6, rules[0].levels[0]: must lie farther out than the limit before",
                "line 10, rules[1].levels[0]: must lie farther out than the limit before",
                "line 14, rules[2].levels[0]: must not wait longer than the limit before",
                "line 18, rules[3].levels[0]: must not be less urgent than the level before",
                "line 22, rules[4].levels: belongs to a rule on a vital's threshold");
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

    private static String threshold(Rule rule) {
        Condition.Threshold when = (Condition.Threshold) rule.when();
        return when.limit().comparison() + " " + when.limit().value() + " for " + when.sustainedFor();
    }

    private static List<PlanProblem> problems(String yaml) {
        return ((ParsedPlan.Refused) PlanCodec.parse(yaml)).problems();
    }
}
