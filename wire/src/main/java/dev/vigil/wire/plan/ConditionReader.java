package dev.vigil.wire.plan;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Statistic;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.wire.json.Instants;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a rule's `when`. Which kind it is follows from its fields; fields of another kind are refused, not ignored.
final class ConditionReader {

    private static final Set<String> SILENT = Set.of("silent", "vital");
    private static final Set<String> SCORE = Set.of("score", "atLeast", "anyPartAtLeast");
    private static final Set<String> DEVICE = Set.of("device", "below", "above", "atMost", "atLeast");
    private static final Set<String> LEVEL = Set.of("vital", "anyOf");
    private static final Set<String> WINDOW = Set.of("vital", "window", "statistic", "below", "above", "atMost",
            "atLeast", "atLeastReadings");
    private static final Set<String> RISES = Set.of("vital", "rises", "within");
    private static final Set<String> FALLS = Set.of("vital", "falls", "within");
    private static final Set<String> TREND = Set.of("vital", "trend", "within", "below", "above", "atMost", "atLeast",
            "atLeastReadings");
    private static final Set<String> DEVIATES = Set.of("vital", "deviates", "from", "for");
    private static final Set<String> THRESHOLD = Set.of("vital", "below", "above", "atMost", "atLeast", "for");

    private ConditionReader() {
    }

    static @Nullable Condition condition(Field when, Map<String, ScoreTable> scores) {
        Set<String> keys = when.entries().keySet();
        if (keys.contains("silent")) {
            return silent(when.mapping(SILENT));
        }
        if (keys.contains("score")) {
            return score(when, when.mapping(SCORE), scores);
        }
        Optional<String> combination = CombinationReader.WORDS.stream().filter(keys::contains).findFirst();
        if (combination.isPresent()) {
            return CombinationReader.read(when, combination.get(), scores);
        }
        if (keys.contains("device")) {
            return deviceReports(when, when.mapping(DEVICE));
        }
        if (!keys.contains("vital")) {
            when.refuse("needs a vital, a score, a device, all, any, not or silent");
            return null;
        }
        return ofVital(when, keys);
    }

    private static @Nullable Condition ofVital(Field when, Set<String> keys) {
        if (keys.contains("rises")) {
            return TrendReader.rises(when, when.mapping(RISES));
        }
        if (keys.contains("falls")) {
            return TrendReader.falls(when, when.mapping(FALLS));
        }
        if (keys.contains("trend")) {
            return TrendReader.trend(when, when.mapping(TREND));
        }
        if (keys.contains("deviates")) {
            return TrendReader.deviates(when, when.mapping(DEVIATES));
        }
        if (keys.contains("anyOf")) {
            return levelIn(when.mapping(LEVEL));
        }
        return keys.contains("window") ? windowStatistic(when, when.mapping(WINDOW))
                : threshold(when, when.mapping(THRESHOLD));
    }

    private static @Nullable Condition silent(Map<String, Field> fields) {
        Duration length = field(fields, "silent").read(Instants::parseDuration);
        Field vital = fields.get("vital");
        Vital of = vital == null ? null : vital.read(RuleReader::vital);
        return length == null || (vital != null && of == null) ? null : new Condition.Silent(of, length);
    }

    private static @Nullable Condition deviceReports(Field when, Map<String, Field> fields) {
        DeviceProperty property =
                field(fields, "device").read(RuleReader.code(DeviceProperty.values(), DeviceProperty::key));
        Limit limit = RuleReader.limit(when, fields);
        return property == null || limit == null ? null : new Condition.DeviceReports(property, limit);
    }

    private static @Nullable Condition score(Field when, Map<String, Field> fields,
            Map<String, ScoreTable> scores) {
        String name = field(fields, "score").text();
        ScoreTable table = name == null || name.equals(ScoreName.NEWS2.key()) ? null : scores.get(name);
        if (table != null) {
            return tableScore(when, fields, table);
        }
        if (name != null && !name.equals(ScoreName.NEWS2.key())) {
            field(fields, "score").refuse("must be one of " + String.join(", ", scores.keySet().stream().sorted()
                    .toList()));
            return null;
        }
        Field atLeast = fields.get("atLeast");
        Field part = fields.get("anyPartAtLeast");
        if ((atLeast == null) == (part == null)) {
            when.refuse("needs exactly one of atLeast, anyPartAtLeast");
            return null;
        }
        Integer points = atLeast != null ? atLeast.wholeNumber(1) : field(fields, "anyPartAtLeast").wholeNumber(1);
        if (name == null || points == null) {
            return null;
        }
        return atLeast != null ? new Condition.ScoreAtLeast(ScoreName.NEWS2, points)
                : new Condition.ScorePartAtLeast(ScoreName.NEWS2, points);
    }

    private static @Nullable Condition tableScore(Field when, Map<String, Field> fields, ScoreTable table) {
        Field atLeast = fields.get("atLeast");
        if (atLeast == null || fields.containsKey("anyPartAtLeast")) {
            when.refuse("needs atLeast alone; anyPartAtLeast belongs to news2");
            return null;
        }
        Integer points = atLeast.wholeNumber(1);
        return points == null ? null : new Condition.TableScoreAtLeast(table, points);
    }

    private static @Nullable Condition levelIn(Map<String, Field> fields) {
        Vital vital = field(fields, "vital").read(RuleReader::vital);
        Set<Consciousness> levels = EnumSet.noneOf(Consciousness.class);
        field(fields, "anyOf").items().stream()
                .map(item -> item.read(RuleReader.code(Consciousness.values(), Consciousness::code)))
                .filter(Objects::nonNull).forEach(levels::add);
        if (vital != null && !vital.coded()) {
            field(fields, "anyOf").refuse("belongs to a coded vital such as consciousness");
            return null;
        }
        return vital == null ? null : new Condition.LevelIn(vital, levels);
    }

    private static @Nullable Condition windowStatistic(Field when, Map<String, Field> fields) {
        Vital vital = numeric(fields);
        WindowLength window = field(fields, "window").read(ConditionReader::windowLength);
        Limit limit = RuleReader.limit(when, fields);
        Field statisticField = fields.get("statistic");
        if (statisticField == null) {
            when.refuse("needs a statistic");
            return null;
        }
        Statistic statistic = statisticField.read(RuleReader.code(Statistic.values(), Statistic::key));
        Field atLeast = fields.get("atLeastReadings");
        Integer readings = atLeast == null ? Integer.valueOf(1) : atLeast.wholeNumber(1);
        if (vital == null || window == null || statistic == null || limit == null || readings == null) {
            return null;
        }
        if (!statistic.isOf(vital)) {
            statisticField.refuse("is counted of blood-glucose alone: no other vital has a target range");
            return null;
        }
        return new Condition.WindowStatistic(vital, window, statistic, limit, readings);
    }

    static WindowLength windowLength(String text) {
        return new WindowLength(Instants.parseDuration(text));
    }

    private static @Nullable Condition threshold(Field when, Map<String, Field> fields) {
        Vital vital = numeric(fields);
        Limit limit = RuleReader.limit(when, fields);
        Field sustained = fields.get("for");
        Duration length = sustained == null ? null : sustained.read(Instants::parseDuration);
        return vital == null || limit == null || (sustained != null && length == null) ? null
                : new Condition.Threshold(vital, limit, length);
    }

    static @Nullable Vital numeric(Map<String, Field> fields) {
        Vital vital = field(fields, "vital").read(RuleReader::vital);
        if (vital != null && vital.coded()) {
            field(fields, "vital").refuse("is coded; use anyOf");
            return null;
        }
        return vital;
    }

    private static Field field(Map<String, Field> fields, String key) {
        return Objects.requireNonNull(fields.get(key), key);
    }
}
