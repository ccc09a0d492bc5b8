package dev.vigil.wire.plan;

import dev.vigil.domain.plan.ClearCondition;
import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads one rule of a plan file.
final class RuleReader {

    private static final Set<String> RULE_FIELDS = Set.of("id", "priority", "kind", "when", "levels", "clear");
    private static final Set<String> CLEAR_FIELDS = Set.of("below", "above", "atMost", "atLeast", "for");

    private RuleReader() {
    }

    /// The rule and its levels, empty where something is wrong.
    static List<Rule> rules(Field field, Map<String, ScoreTable> scores) {
        Map<String, Field> fields = field.mapping(RULE_FIELDS);
        Rule rule = rule(field, fields, scores);
        Field levels = fields.get("levels");
        return rule == null ? List.of() : levels == null ? List.of(rule) : LevelReader.rules(rule, levels);
    }

    private static @Nullable Rule rule(Field rule, Map<String, Field> fields,
            Map<String, ScoreTable> scores) {
        Field id = fields.get("id");
        Field priority = fields.get("priority");
        Field when = fields.get("when");
        if (id == null || priority == null || when == null) {
            rule.refuse("id, priority and when are required");
            return null;
        }
        String ruleId = id.text();
        Priority rulePriority = priority.read(code(Priority.values(), Priority::code));
        Condition condition = ConditionReader.condition(when, scores);
        RuleKind kind = kind(fields.get("kind"), condition);
        ClearCondition clear = fields.containsKey("clear") ? clear(fields.get("clear"), condition) : null;
        if (ruleId == null || rulePriority == null || condition == null || kind == null) {
            return null;
        }
        return id.read(text -> new Rule(text, rulePriority, kind, condition, clear));
    }

    private static @Nullable RuleKind kind(@Nullable Field field, @Nullable Condition condition) {
        if (field != null) {
            return field.read(code(RuleKind.values(), RuleKind::code));
        }
        return condition instanceof Condition.Silent || condition instanceof Condition.DeviceReports
                ? RuleKind.TECHNICAL : RuleKind.PHYSIOLOGICAL;
    }

    private static @Nullable ClearCondition clear(@Nullable Field field, @Nullable Condition condition) {
        if (field == null) {
            return null;
        }
        if (condition != null && !(condition instanceof Condition.Threshold)) {
            field.refuse("belongs to a rule on a vital's threshold");
            return null;
        }
        Map<String, Field> fields = field.mapping(CLEAR_FIELDS);
        Limit limit = limit(field, fields);
        Field sustained = fields.get("for");
        Duration length = sustained == null ? Duration.ZERO : sustained.read(Instants::parseDuration);
        return limit == null || length == null ? null : new ClearCondition(limit, length);
    }

    /// Exactly one of `below`, `above`, `atMost`, `atLeast`.
    static @Nullable Limit limit(Field parent, Map<String, Field> fields) {
        List<Comparison> given = Arrays.stream(Comparison.values())
                .filter(comparison -> fields.containsKey(comparison.key())).toList();
        Field field = given.size() == 1 ? fields.get(given.getFirst().key()) : null;
        if (field == null) {
            parent.refuse("needs exactly one of below, above, atMost, atLeast");
            return null;
        }
        BigDecimal value = field.decimal();
        return value == null ? null : new Limit(given.getFirst(), value);
    }

    static Vital vital(String key) {
        return Vital.ofKey(key).orElseThrow(() -> new IllegalArgumentException("is not a vital of the catalogue"));
    }

    static <E> Function<String, E> code(E[] values, Function<E, String> codeOf) {
        return text -> Arrays.stream(values).filter(value -> codeOf.apply(value).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values).map(codeOf).collect(Collectors.joining(", "))));
    }
}
