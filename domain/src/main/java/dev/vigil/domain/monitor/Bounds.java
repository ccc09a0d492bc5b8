package dev.vigil.domain.monitor;

import dev.vigil.domain.plan.ClearCondition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.signal.RuleEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a rule adds to its condition: the patient's own number in the place of the plan's, and when it has ended.
///
/// @param own null where the care team set none
/// @param clear null: as soon as the limit is no longer violated
record Bounds(@Nullable BigDecimal own, @Nullable ClearCondition clear) {

    /// Of a condition that is a part of another: it has no rule of its own.
    static final Bounds NONE = new Bounds(null, null);

    static Bounds of(Turn turn, Rule rule) {
        return new Bounds(turn.settings().limits().get(rule.id()), rule.clear());
    }

    Limit limit(Limit planned) {
        return own == null ? planned : planned.withValue(own);
    }

    BigDecimal number(BigDecimal planned) {
        return own == null ? planned : own;
    }

    /// Of a score, which has whole points.
    int points(int planned) {
        return own == null ? planned : own.setScale(0, RoundingMode.CEILING).intValue();
    }

    /// The clear limit moves with the patient's own one.
    RuleEvent judge(Limit planned, BigDecimal measured, Instant at) {
        Limit limit = limit(planned);
        if (limit.isViolatedBy(measured)) {
            return new RuleEvent.Violated(at);
        }
        if (clear == null) {
            return new RuleEvent.Within(at);
        }
        BigDecimal moved = limit.value().subtract(planned.value());
        Limit clearLimit = clear.limit().withValue(clear.limit().value().add(moved));
        return clearLimit.isViolatedBy(measured) ? new RuleEvent.Within(at) : new RuleEvent.Between(at);
    }
}
