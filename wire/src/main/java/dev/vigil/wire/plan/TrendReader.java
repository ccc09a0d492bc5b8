package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the conditions on a patient's own past and on several vitals at once.
final class TrendReader {

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
        Duration within = withinField.read(TrendReader::atMostAWeek);
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

    static @Nullable Condition all(Field all) {
        List<Field> items = all.items();
        if (items.size() < 2) {
            all.refuse("needs at least two conditions");
            return null;
        }
        List<@Nullable Condition> parts = items.stream().<@Nullable Condition>map(TrendReader::part).toList();
        return parts.stream().anyMatch(Objects::isNull) ? null
                : new Condition.All(parts.stream().filter(Objects::nonNull).toList());
    }

    private static @Nullable Condition part(Field item) {
        Condition condition = ConditionReader.condition(item);
        boolean timed = condition instanceof Condition.Threshold threshold && threshold.sustainedFor() != null;
        if (condition == null || condition instanceof Condition.LevelIn
                || (condition instanceof Condition.Threshold && !timed)) {
            return condition;
        }
        item.refuse(timed ? "for does not belong into all" : "all may hold limits of vitals and levels only");
        return null;
    }

    private static @Nullable BigDecimal positive(@Nullable Field field) {
        BigDecimal value = field == null ? null : field.decimal();
        if (field != null && value != null && value.signum() <= 0) {
            field.refuse("must be more than 0");
            return null;
        }
        return value;
    }

    private static Duration atMostAWeek(String text) {
        Duration within = Instants.parseDuration(text);
        if (within.compareTo(WindowLength.ONE_WEEK.length()) > 0) {
            throw new IllegalArgumentException("must be at most P7D");
        }
        return within;
    }
}
