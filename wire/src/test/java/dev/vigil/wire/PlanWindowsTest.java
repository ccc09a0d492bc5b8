package dev.vigil.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.PlanProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a plan may say of windows and of samples.
class PlanWindowsTest {

    @Test
    void shouldReadWindowsOfUpToThirtyDaysAndSharesOfATargetRange() throws MalformedRecord {
        ParsedPlan parsed = PlanCodec.parse("""
                plan: p
                rules:
                  - { id: a, priority: low, when: { vital: heart-rate, window: PT1M, statistic: mean, above: 130 } }
                  - { id: b, priority: low, when: { vital: heart-rate, window: PT15M, statistic: max, above: 130 } }
                  - { id: c, priority: low, when: { vital: body-weight, trend: P30D, above: 90, within: P14D } }
                  - { id: d, priority: low, when: { vital: body-weight, rises: 5, within: P30D } }
                  - { id: e, priority: low, when: { vital: blood-glucose, window: P14D, statistic: belowRange,
                      atLeast: 4, atLeastReadings: 940 } }
                  - { id: f, priority: low, when: { vital: heart-rate, window: PT6H,
                      statistic: coefficientOfVariation, above: 36 } }
                """);
        assertThat(parsed).isInstanceOf(ParsedPlan.Accepted.class);
        var plan = ((ParsedPlan.Accepted) parsed).plan();
        assertThat(Topics.PLANS.value().decode(Topics.PLANS.value().encode(plan))).isEqualTo(plan);
    }

    @Test
    void shouldTakeSamplesOfWhatComesEvenlyAlone() throws MalformedRecord {
        ParsedPlan parsed = PlanCodec.parse("""
                plan: p
                continuous: [heart-rate]
                export: { heart-rate: samples, body-weight: summaries }
                rules: []
                """);
        assertThat(parsed).isInstanceOf(ParsedPlan.Accepted.class);
        var plan = ((ParsedPlan.Accepted) parsed).plan();
        assertThat(plan.exportOf(Vital.HEART_RATE)).isEqualTo(ExportForm.SAMPLES);
        assertThat(Topics.PLANS.value().decode(Topics.PLANS.value().encode(plan))).isEqualTo(plan);
        for (String vital : List.of("body-weight", "systolic-bp", "consciousness")) {
            assertThat(problems("""
                    plan: p
                    continuous: [heart-rate, systolic-bp, consciousness]
                    export: { %s: samples }
                    rules: []
                    """.formatted(vital))).extracting(PlanProblem::toString).containsExactly("line 3, export: " + vital
                    + ": samples are of what comes evenly: a number, not a pressure of a panel, that is among "
                    + "continuous");
        }
    }

    @Test
    void shouldNameTheLengthsThatAWindowMayHaveAndOfWhatSharesAre() {
        String lengths = "must be PT1M to PT5M in steps of PT10S, to PT1H in steps of PT1M, "
                + "to PT24H in steps of PT15M, to P30D in steps of PT6H";
        assertThat(problems("""
                plan: p
                rules:
                  - { id: a, priority: low, when: { vital: heart-rate, window: PT30S, statistic: mean, above: 130 } }
                  - { id: b, priority: low, when: { vital: heart-rate, window: PT25H, statistic: mean, above: 130 } }
                  - { id: c, priority: low, when: { vital: heart-rate, window: PT1H, statistic: inRange, below: 70 } }
                """)).extracting(PlanProblem::toString).containsExactly("line 3, rules[0].when.window: " + lengths,
                "line 4, rules[1].when.window: " + lengths,
                "line 5, rules[2].when.statistic: is counted of blood-glucose alone: "
                        + "no other vital has a target range");
    }

    private static List<PlanProblem> problems(String yaml) {
        return ((ParsedPlan.Refused) PlanCodec.parse(yaml)).problems();
    }
}
