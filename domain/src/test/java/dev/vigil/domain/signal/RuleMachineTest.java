package dev.vigil.domain.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.signal.RuleEvent.Between;
import dev.vigil.domain.signal.RuleEvent.TimePassed;
import dev.vigil.domain.signal.RuleEvent.Violated;
import dev.vigil.domain.signal.RuleEvent.Withdrawn;
import dev.vigil.domain.signal.RuleEvent.Within;
import dev.vigil.domain.signal.RuleState.Clearing;
import dev.vigil.domain.signal.RuleState.Pending;
import dev.vigil.domain.signal.RuleState.Raised;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Every state under every event.
class RuleMachineTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final RuleTiming SUSTAINED = new RuleTiming(Duration.ofSeconds(30), false, Duration.ofMinutes(1),
            Duration.ofMinutes(15));
    private static final RuleTiming SPOT = new RuleTiming(Duration.ZERO, true, Duration.ZERO, Duration.ofHours(1));
    private static final RuleTiming SPOT_SUSTAINED = new RuleTiming(Duration.ofSeconds(30), true, Duration.ZERO,
            Duration.ofHours(1));
    private static final Pending PENDING = new Pending(at(0), at(10), at(1));
    private static final Raised RAISED = new Raised(at(0), at(40), false);
    private static final Raised UNCONFIRMED = new Raised(at(0), at(0), true);
    private static final Clearing CLEARING = new Clearing(RAISED, at(50));

    @Test
    void shouldWaitForASustainedViolation() {
        assertStep(RuleState.QUIET, new Violated(at(5)), SUSTAINED, RuleStep.to(new Pending(at(5), at(5), T0)));
    }

    @Test
    void shouldRaiseASpotCheckAtOnceButUnconfirmed() {
        assertStep(RuleState.QUIET, new Violated(at(5)), SPOT, RuleStep.raised(new Raised(at(5), at(5), true)));
    }

    @Test
    void shouldRaiseWhatIsComputedAtOnceAndConfirmed() {
        assertStep(RuleState.QUIET, new Violated(at(5)), RuleTiming.AT_ONCE,
                RuleStep.raised(new Raised(at(5), at(5), false)));
    }

    @Test
    void shouldStayQuietUnlessViolated() {
        assertStays(RuleState.QUIET, new Between(at(5)));
        assertStays(RuleState.QUIET, new Within(at(5)));
        assertStays(RuleState.QUIET, new TimePassed());
        assertStays(RuleState.QUIET, new Withdrawn());
    }

    @Test
    void shouldRaiseAPendingViolationExactlyWhenItsTimeIsUp() {
        assertStep(PENDING, new Violated(at(30).minusNanos(1)), SUSTAINED,
                RuleStep.to(new Pending(at(0), at(30).minusNanos(1), at(1))));
        assertStep(PENDING, new Violated(at(30)), SUSTAINED, RuleStep.raised(new Raised(at(0), at(30), false)));
    }

    @Test
    void shouldBeginAnewAfterAGapWithoutReadings() {
        Instant afterGap = at(10 + 15 * 60 + 1);
        assertStep(PENDING, new Violated(afterGap), SUSTAINED, RuleStep.to(new Pending(afterGap, afterGap, T0)));
    }

    @Test
    void shouldDropAPendingViolationThatEndsOrIsWithdrawn() {
        assertStep(PENDING, new Between(at(20)), SUSTAINED, RuleStep.to(RuleState.QUIET));
        assertStep(PENDING, new Within(at(20)), SUSTAINED, RuleStep.to(RuleState.QUIET));
        assertStep(PENDING, new Withdrawn(), SUSTAINED, RuleStep.to(RuleState.QUIET));
    }

    @Test
    void shouldNotLetAnOlderReadingChangeAPendingViolation() {
        assertStays(PENDING, new Violated(at(9)));
        assertStays(PENDING, new Between(at(9)));
        assertStays(PENDING, new Within(at(9)));
    }

    @Test
    void shouldRaiseALoneSpotCheckWhenNothingContradictedItInTime() {
        Pending lone = new Pending(at(-5), at(-5), at(-30));
        assertStep(lone, new TimePassed(), SPOT_SUSTAINED, RuleStep.raised(new Raised(at(-5), at(-5), true)));
        Pending young = new Pending(at(-5), at(-5), at(-29));
        assertStep(young, new TimePassed(), SPOT_SUSTAINED, RuleStep.to(young));
    }

    @Test
    void shouldNotTimeAContinuousVitalOnTheWallClock() {
        assertStays(new Pending(at(-500), at(-500), at(-500)), new TimePassed());
    }

    @Test
    void shouldConfirmByARepeatOnce() {
        assertStep(UNCONFIRMED, new Violated(at(60)), SPOT, RuleStep.changed(new Raised(at(0), at(60), false)));
        assertStep(UNCONFIRMED, new Violated(at(0)), SPOT, RuleStep.to(UNCONFIRMED));
        assertStep(RAISED, new Violated(at(60)), SPOT, RuleStep.to(new Raised(at(0), at(60), false)));
    }

    @Test
    void shouldClearOnlyInsideTheClearLimit() {
        assertStays(RAISED, new Between(at(60)));
        assertStep(RAISED, new Within(at(60)), SUSTAINED, RuleStep.to(new Clearing(RAISED, at(60))));
        assertStep(RAISED, new Within(at(60)), SPOT, RuleStep.ended(RAISED));
        assertStays(RAISED, new Within(at(39)));
        assertStays(RAISED, new TimePassed());
    }

    @Test
    void shouldEndARaisedRuleThatIsWithdrawn() {
        assertStep(RAISED, new Withdrawn(), SUSTAINED, RuleStep.ended(RAISED));
        assertStep(CLEARING, new Withdrawn(), SUSTAINED, RuleStep.ended(RAISED));
    }

    @Test
    void shouldEndExactlyWhenBackInsideForLongEnough() {
        assertStays(CLEARING, new Within(at(110).minusNanos(1)));
        assertStep(CLEARING, new Within(at(110)), SUSTAINED, RuleStep.ended(RAISED));
        assertStays(CLEARING, new TimePassed());
    }

    @Test
    void shouldGoOnWithTheSameEpisodeWhenItComesBackBeforeItCleared() {
        assertStep(CLEARING, new Between(at(60)), SUSTAINED, RuleStep.to(RAISED));
        assertStep(CLEARING, new Violated(at(60)), SUSTAINED, RuleStep.to(new Raised(at(0), at(60), false)));
        assertStays(CLEARING, new Between(at(49)));
        assertStays(CLEARING, new Violated(at(49)));
    }

    private static void assertStays(RuleState state, RuleEvent event) {
        assertStep(state, event, SUSTAINED, RuleStep.to(state));
    }

    private static void assertStep(RuleState state, RuleEvent event, RuleTiming timing, RuleStep expected) {
        assertThat(RuleMachine.step(state, event, timing, T0)).isEqualTo(expected);
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }
}
