package dev.vigil.wire.plan;

import dev.vigil.domain.plan.ClearCondition;
import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.wire.json.Instants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the levels of a rule: limits farther out, each with a priority and a delay of its own. A level becomes a rule
/// beside the first, `heart-rate-high-2`, with the same distance to its clear limit. All of them belong to one alert,
/// whose priority so steps up with each level that is reached; each level begins and ends by itself.
final class LevelReader {

    private static final Set<String> FIELDS = Set.of("below", "above", "atMost", "atLeast", "priority", "for");

    private LevelReader() {
    }

    /// The rule and its levels, empty where something is wrong.
    static List<Rule> rules(Rule rule, Field levels) {
        if (!(rule.when() instanceof Condition.Threshold first)) {
            levels.refuse("belongs to a rule on a vital's threshold");
            return List.of();
        }
        List<Rule> rules = new ArrayList<>(List.of(rule));
        Condition.Threshold milder = first;
        for (Field item : levels.items()) {
            Map<String, Field> fields = item.mapping(FIELDS);
            Condition.Threshold worse = threshold(item, fields, milder);
            Field priorityField = fields.get("priority");
            Priority priority = priorityField == null ? rule.priority()
                    : priorityField.read(RuleReader.code(Priority.values(), Priority::code));
            if (worse == null || priority == null) {
                return List.of();
            }
            if (priority.compareTo(rules.getLast().priority()) < 0) {
                item.refuse("must not be less urgent than the level before");
                return List.of();
            }
            rules.add(new Rule(idOf(rule, rules.size() + 1), priority, rule.kind(), worse, clear(rule, first, worse)));
            milder = worse;
        }
        return rules;
    }

    /// The ending of the id may take a long one beyond its length: then the id before it is cut.
    private static String idOf(Rule rule, int number) {
        String ending = "-" + number;
        int longest = 64 - ending.length();
        return (rule.id().length() <= longest ? rule.id() : rule.id().substring(0, longest)) + ending;
    }

    private static Condition.@Nullable Threshold threshold(Field item, Map<String, Field> fields,
            Condition.Threshold milder) {
        Limit limit = RuleReader.limit(item, fields);
        Field delay = fields.get("for");
        Duration sustained = delay == null ? milder.sustainedFor() : delay.read(Instants::parseDuration);
        if (limit == null || (delay != null && sustained == null)) {
            return null;
        }
        boolean low = isLow(milder.limit());
        int order = limit.value().compareTo(milder.limit().value());
        if (isLow(limit) != low || (low ? order >= 0 : order <= 0)) {
            item.refuse("must lie farther out than the limit before");
            return null;
        }
        Duration longest = milder.sustainedFor();
        if (sustained != null && longest != null && sustained.compareTo(longest) > 0) {
            item.refuse("must not wait longer than the limit before");
            return null;
        }
        return new Condition.Threshold(milder.vital(), limit, sustained);
    }

    private static boolean isLow(Limit limit) {
        return limit.comparison() == Comparison.BELOW || limit.comparison() == Comparison.AT_MOST;
    }

    private static @Nullable ClearCondition clear(Rule rule, Condition.Threshold first, Condition.Threshold worse) {
        ClearCondition clear = rule.clear();
        return clear == null ? null : new ClearCondition(clear.limit().withValue(clear.limit().value()
                .subtract(first.limit().value()).add(worse.limit().value())), clear.sustainedFor());
    }
}
