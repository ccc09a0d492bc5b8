package dev.vigil.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanEditionTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void shouldKeepWhoPutWhatWhenAndStayAPlanForWhoeverWantsTheRules() throws MalformedRecord {
        PlanEdition edition = PlanEdition.shipped(plan("90")).replacedBy(plan("88"), "Dr. Okafor", NOON)
                .replacedBy(plan("86"), null, NOON.plusSeconds(60));
        byte[] bytes = Topics.PLAN_EDITIONS.value().encode(edition);
        assertThat(Topics.PLAN_EDITIONS.value().decode(bytes)).isEqualTo(edition);
        assertThat(Topics.PLANS.value().decode(bytes)).isEqualTo(plan("86"));
        assertThat(edition.earlier()).extracting(PlanEdition::setBy).containsExactly("Dr. Okafor", null);
    }

    @Test
    void shouldReadAPlanThatSomebodyElseWrote() throws MalformedRecord {
        byte[] bytes = Topics.PLANS.value().encode(plan("90"));
        assertThat(Topics.PLAN_EDITIONS.value().decode(bytes)).isEqualTo(PlanEdition.shipped(plan("90")));
    }

    @Test
    void shouldForgetTheOldestOfManyEditions() {
        PlanEdition edition = PlanEdition.shipped(plan("1"));
        for (int i = 2; i <= 40; i++) {
            edition = edition.replacedBy(plan(String.valueOf(i)), "somebody", NOON);
        }
        assertThat(edition.earlier()).hasSize(20).extracting(PlanEdition::plan).startsWith(plan("39"));
    }

    @Test
    void shouldStaySmallHoweverLongAPlanIs() throws MalformedRecord {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            rules.append("  - { id: rule-").append(i)
                    .append(", priority: low, when: { vital: heart-rate, above: 100, for: PT1M } }\n");
        }
        Plan large = parsed("plan: p\nrules:\n" + rules);
        PlanEdition edition = PlanEdition.shipped(large);
        for (int i = 0; i < 20; i++) {
            edition = edition.replacedBy(large, "somebody", NOON);
        }
        byte[] bytes = Topics.PLAN_EDITIONS.value().encode(edition);
        assertThat(bytes.length).isLessThanOrEqualTo(256 * 1024);
        assertThat(Topics.PLAN_EDITIONS.value().decode(bytes).earlier()).isNotEmpty();
    }

    @Test
    void shouldRefuseAnAuthorThatIsNoName() {
        assertThat(PlanCodec.parse("plan: p\nsetBy: ' '\nrules: []\n"))
                .isInstanceOfSatisfying(ParsedPlan.Refused.class, refused -> assertThat(refused.problems())
                        .extracting(PlanProblem::toString)
                        .containsExactly("line 2, setBy: must be a name of at most 200 characters"));
    }

    @Test
    void shouldCallBytesThatAreNoPlanMalformed() {
        for (String text : List.of("", "{", "{\"plan\":\"p\",\"rules\":[],\"setAt\":\"noon\"}")) {
            assertThatExceptionOfType(MalformedRecord.class)
                    .isThrownBy(() -> Topics.PLAN_EDITIONS.value().decode(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Plan plan(String limit) {
        return parsed("plan: p\nrules:\n  - { id: r, priority: low, when: { vital: oxygen-saturation, below: "
                + limit + " } }\n");
    }

    private static Plan parsed(String yaml) {
        return ((ParsedPlan.Accepted) PlanCodec.parse(yaml)).plan();
    }
}
