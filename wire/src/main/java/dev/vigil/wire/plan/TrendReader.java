package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Grain;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the conditions on a patient's own past.
final class TrendReader {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private TrendReader() {
    }

    static @Nullable Condition rises(Field when, Map<String, Field> fields) {
        Vital vital = ConditionReader.numeric(fields);
        BigDecimal by = positive(fields.get("rises"));
        Field withinField = fields.get("within");
        if (withinField == null) {
            when.refuse("needs within");
            return null;
        }
        Duration within = withinField.read(TrendReader::within);
        return vital == null || by == null || within == null ? null : new Condition.Rises(vital, by, within);
    }

    static @Nullable Condition deviates(Field when, Map<String, Field> fields) {
        Vital vital = ConditionReader.numeric(fields);
        BigDecimal deviations = positive(fields.get("deviates"));
        Field from = fields.get("from");
        if (from == null || !"baseline".equals(from.text())) {
            when.refuse("needs from: baseline");
            return null;
        }
        Field sustained = fields.get("for");
        Duration length = sustained == null ? null : sustained.read(Instants::parseDuration);
        return vital == null || deviations == null || (sustained != null && length == null) ? null
                : new Condition.Deviates(vital, deviations, length);
    }

    static @Nullable Condition falls(Field when, Map<String, Field> fields) {
        Vital vital = ConditionReader.numeric(fields);
        BigDecimal by = positive(fields.get("falls"));
        Field withinField = fields.get("within");
        if (withinField == null) {
            when.refuse("needs within");
            return null;
        }
        Duration within = withinField.read(TrendReader::within);
        return vital == null || by == null || within == null ? null : new Condition.Falls(vital, by, within);
    }

    /// Fewer than three readings are no trend.
    static @Nullable Condition trend(Field when, Map<String, Field> fields) {
        Vital vital = ConditionReader.numeric(fields);
        WindowLength over = Objects.requireNonNull(fields.get("trend")).read(ConditionReader::windowLength);
        Limit limit = RuleReader.limit(when, fields);
        Field withinField = fields.get("within");
        if (withinField == null) {
            when.refuse("needs within");
            return null;
        }
        Duration within = withinField.read(TrendReader::within);
        Field atLeast = fields.get("atLeastReadings");
        Integer readings = atLeast == null ? Integer.valueOf(3) : atLeast.wholeNumber(3);
        if (vital == null || over == null || limit == null || within == null || readings == null) {
            return null;
        }
        if (within.compareTo(over.length()) > 0) {
            withinField.refuse("must not be longer than trend: nothing looks ahead farther than back");
            return null;
        }
        return new Condition.Trend(vital, over, limit, within, readings);
    }

    private static @Nullable BigDecimal positive(@Nullable Field field) {
        BigDecimal value = field == null ? null : field.decimal();
        if (field != null && value != null && value.signum() <= 0) {
            field.refuse("must be more than 0");
            return null;
        }
        return value;
    }

    private static Duration within(String text) {
        Duration within = Instants.parseDuration(text);
        if (within.compareTo(SHORTEST) < 0 || within.compareTo(Grain.SIX_HOURS.reach()) > 0) {
            throw new IllegalArgumentException("must be PT1M to P30D");
        }
        return within;
    }
}
