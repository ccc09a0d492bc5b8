package dev.vigil.wire.plan;

import dev.vigil.domain.score.table.Applicability;
import dev.vigil.domain.score.table.ScoreColumn;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a score's table from YAML or JSON. Either the whole table is right, or every problem is named: a hole, an
/// overlap, a vital that is none.
public final class ScoreCodec {

    /// The field that makes a file a score's and not a plan's.
    public static final String NAME = "score";

    private static final Set<String> FIELDS = Set.of(NAME, "appliesTo", "freshness", "assume", "parameters");
    private static final Set<String> APPLIES_TO = Set.of("fromAge", "underAge", "pregnancy");

    private ScoreCodec() {
    }

    /// What a score's file turned out to be.
    public sealed interface Parsed {

        record Accepted(ScoreTable table) implements Parsed {
        }

        /// At least one problem.
        record Refused(List<PlanProblem> problems) implements Parsed {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    public static Parsed parse(String yaml) {
        List<PlanProblem> problems = new ArrayList<>();
        ScoreTable table = YamlFile.read(yaml, problems, ScoreCodec::table);
        return table == null || !problems.isEmpty() ? new Parsed.Refused(problems) : new Parsed.Accepted(table);
    }

    static @Nullable ScoreTable table(Field root) {
        Map<String, Field> fields = root.mapping(FIELDS);
        Field name = fields.get(NAME);
        Field parameters = fields.get("parameters");
        if (name == null || parameters == null) {
            root.refuse("score and parameters are required");
            return null;
        }
        String id = name.read(PlanCodec::planId);
        List<Field> items = parameters.items();
        if (items.isEmpty()) {
            parameters.refuse("needs at least one parameter");
            return null;
        }
        List<ScoreColumn> columns =
                items.stream().flatMap(item -> Stream.ofNullable(ScoreColumnReader.column(item))).toList();
        Applicability appliesTo = appliesTo(fields.get("appliesTo"));
        Map<Vital, Duration> freshness = PlanCodec.byVital(fields.get("freshness"), Instants::parseDuration);
        Map<Vital, MeasuredValue> assumed = assumed(fields.get("assume"));
        return id == null || appliesTo == null || columns.size() < items.size() ? null
                : new ScoreTable(id, appliesTo, columns, freshness, assumed);
    }

    private static @Nullable Applicability appliesTo(@Nullable Field field) {
        if (field == null) {
            return Applicability.EVERYBODY;
        }
        Map<String, Field> fields = field.mapping(APPLIES_TO);
        Field from = fields.get("fromAge");
        Field under = fields.get("underAge");
        Field pregnancy = fields.get("pregnancy");
        Period fromAge = from == null ? null : from.read(ScoreCodec::period);
        Period underAge = under == null ? null : under.read(ScoreCodec::period);
        Boolean pregnant = pregnancy == null ? Boolean.TRUE : pregnancy.read(ScoreColumnReader::truth);
        boolean unread = (from != null && fromAge == null) || (under != null && underAge == null);
        return unread || pregnant == null ? null : new Applicability(fromAge, underAge, pregnant);
    }

    private static Period period(String text) {
        try {
            return Period.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be an age such as P16Y or P3M", e);
        }
    }

    static Map<Vital, MeasuredValue> assumed(@Nullable Field field) {
        Map<Vital, MeasuredValue> assumed = new EnumMap<>(Vital.class);
        if (field == null) {
            return assumed;
        }
        field.entries().forEach((key, value) -> {
            Vital vital = Vital.ofKey(key).orElse(null);
            if (vital == null) {
                value.refuse("is not a vital of the catalogue");
                return;
            }
            MeasuredValue given = vital.coded() ? level(value) : quantity(vital, value);
            if (given != null) {
                assumed.put(vital, given);
            }
        });
        return assumed;
    }

    private static @Nullable MeasuredValue level(Field value) {
        Consciousness level = value.read(RuleReader.code(Consciousness.values(), Consciousness::code));
        return level == null ? null : new MeasuredValue.Level(level);
    }

    private static @Nullable MeasuredValue quantity(Vital vital, Field value) {
        BigDecimal number = value.decimal();
        if (number == null) {
            return null;
        }
        if (!vital.trusted().contains(number) || number.stripTrailingZeros().scale() > vital.scale()) {
            value.refuse("is no value of " + vital.key());
            return null;
        }
        return new MeasuredValue.Quantity(number.setScale(vital.scale()));
    }
}
