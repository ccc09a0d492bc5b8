package dev.vigil.wire.plan;

import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.score.table.ScoreTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads conditions that are made of conditions: `all`, `any`, `not`.
final class CombinationReader {

    /// What a combination is known by, in a fixed order.
    static final List<String> WORDS = List.of("all", "any", "not");

    private CombinationReader() {
    }

    static @Nullable Condition read(Field when, String word, Map<String, ScoreTable> scores) {
        Field parts = Objects.requireNonNull(when.mapping(Set.of(word)).get(word), word);
        if (word.equals("not")) {
            Condition part = part(parts, scores);
            return part == null ? null : new Condition.Not(part);
        }
        List<Field> items = parts.items();
        if (items.size() < 2) {
            parts.refuse("needs at least two conditions");
            return null;
        }
        List<Condition> read = items.stream().flatMap(item -> Stream.ofNullable(part(item, scores))).toList();
        if (read.size() < items.size()) {
            return null;
        }
        return word.equals("all") ? new Condition.All(read) : new Condition.Any(read);
    }

    private static @Nullable Condition part(Field item, Map<String, ScoreTable> scores) {
        Condition condition = ConditionReader.condition(item, scores);
        boolean timed = switch (condition) {
            case Condition.Threshold threshold -> threshold.sustainedFor() != null;
            case Condition.Deviates deviates -> deviates.sustainedFor() != null;
            case null, default -> false;
        };
        if (condition == null || (condition.isCombinable() && !timed)) {
            return condition;
        }
        item.refuse(timed ? "for does not belong into a combination"
                : "a silence and what a device reports cannot be combined");
        return null;
    }
}
