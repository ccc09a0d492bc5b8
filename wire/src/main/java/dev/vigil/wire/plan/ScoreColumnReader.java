package dev.vigil.wire.plan;

import dev.vigil.domain.score.table.Banding;
import dev.vigil.domain.score.table.ScoreColumn;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads one column of a score's table.
///
/// Bands are written as they are printed, `from` and `to` inclusive, lowest first: the first has no `from` and the last
/// no `to`, and each begins one unit of the last digit after the end of the one before. So the file shows that there is
/// neither a hole nor an overlap, and a reviewer can compare it with the chart line by line.
final class ScoreColumnReader {

    private static final Set<String> FIELDS = Set.of("parameter", "vital", "vitals", "ratio", "oxygenScale",
            "onOxygen", "digits", "bands");
    private static final Set<String> BAND = Set.of("from", "to", "anyOf", "points");

    private ScoreColumnReader() {
    }

    static @Nullable ScoreColumn column(Field item) {
        Map<String, Field> fields = item.mapping(FIELDS);
        ScoreColumn.Source source = source(item, fields);
        Field bands = fields.get("bands");
        if (bands == null) {
            item.refuse("needs bands");
            return null;
        }
        Field name = fields.get("parameter");
        Field scale = fields.get("oxygenScale");
        Field oxygen = fields.get("onOxygen");
        Integer oxygenScale = scale == null ? null : scale.read(ScoreColumnReader::oxygenScale);
        Boolean onOxygen = oxygen == null ? null : oxygen.read(ScoreColumnReader::truth);
        if (source == null || (scale != null && oxygenScale == null) || (oxygen != null && onOxygen == null)) {
            return null;
        }
        Vital first = source.vitals().getFirst();
        String parameter = name == null ? first.key() : name.read(PlanCodec::planId);
        Banding banding = first.coded() ? levels(bands) : numbers(bands, digits(fields.get("digits")));
        return parameter == null || banding == null ? null
                : new ScoreColumn(parameter, source, oxygenScale, onOxygen, banding);
    }

    private static ScoreColumn.@Nullable Source source(Field item, Map<String, Field> fields) {
        Field vital = fields.get("vital");
        Field vitals = fields.get("vitals");
        Field ratio = fields.get("ratio");
        if (Stream.of(vital, vitals, ratio).filter(Objects::nonNull).count() != 1) {
            item.refuse("needs exactly one of vital, vitals, ratio");
            return null;
        }
        List<Field> named = vital != null ? List.of(vital) : Objects.requireNonNullElse(vitals, ratio).items();
        List<Vital> read = named.stream().flatMap(field -> Stream.ofNullable(field.read(RuleReader::vital))).toList();
        boolean mixed = read.stream().anyMatch(Vital::coded) && (ratio != null || read.size() > 1);
        if (mixed || read.size() < named.size() || read.isEmpty() || (ratio != null && read.size() != 2)) {
            if (mixed || read.size() == named.size()) {
                Objects.requireNonNullElse(vitals, item).refuse("a ratio is of two numbers, and a coded vital alone");
            }
            return null;
        }
        return ratio == null ? new ScoreColumn.OneOf(read) : new ScoreColumn.Ratio(read.getFirst(), read.getLast());
    }

    private static int digits(@Nullable Field field) {
        Integer digits = field == null ? Integer.valueOf(0) : field.wholeNumber(0);
        return digits == null ? 0 : Math.min(digits, 6);
    }

    private static Integer oxygenScale(String text) {
        if (!text.equals("1") && !text.equals("2")) {
            throw new IllegalArgumentException("must be 1 or 2");
        }
        return Integer.valueOf(text);
    }

    static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return Boolean.valueOf(text);
    }

    private static @Nullable Banding numbers(Field bands, int digits) {
        List<Field> items = bands.items();
        List<BigDecimal> ends = new ArrayList<>();
        List<Integer> points = new ArrayList<>();
        BigDecimal end = null;
        for (int i = 0; i < items.size(); i++) {
            Map<String, Field> fields = items.get(i).mapping(BAND);
            Integer worth = points(items.get(i), fields);
            boolean last = i == items.size() - 1;
            if (worth == null || !begins(items.get(i), fields.get("from"), i == 0 ? null : end, digits)
                    || !ends(items.get(i), fields, last, digits)) {
                return null;
            }
            points.add(worth);
            end = last ? null : Objects.requireNonNull(Objects.requireNonNull(fields.get("to")).decimal());
            Stream.ofNullable(end).forEach(ends::add);
        }
        return banding(bands, digits, ends, points);
    }

    private static @Nullable Banding banding(Field bands, int digits, List<BigDecimal> ends, List<Integer> points) {
        try {
            return new Banding.Numbers(digits, ends, points);
        } catch (IllegalArgumentException e) {
            bands.refuse(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// @param end of the band before, null for the first band
    private static boolean begins(Field band, @Nullable Field from, @Nullable BigDecimal end, int digits) {
        if (end == null) {
            if (from != null) {
                from.refuse("the lowest band has no from: what lies below it would have no points");
            }
            return from == null;
        }
        BigDecimal next = end.setScale(digits).add(BigDecimal.ONE.movePointLeft(digits));
        BigDecimal given = from == null ? null : from.decimal();
        if (given == null) {
            band.refuse("needs from: " + next.toPlainString());
            return false;
        }
        int order = given.compareTo(next);
        if (order != 0) {
            Objects.requireNonNull(from).refuse((order > 0 ? "leaves a hole after " : "overlaps the band that ends at ")
                    + end.toPlainString() + "; must be " + next.toPlainString());
        }
        return order == 0;
    }

    private static boolean ends(Field band, Map<String, Field> fields, boolean last, int digits) {
        Field to = fields.get("to");
        BigDecimal end = to == null ? null : to.decimal();
        if (to == null && !last) {
            band.refuse("needs to: only the highest band has none");
            return false;
        }
        if (to != null && last) {
            to.refuse("the highest band has no to: what lies above it would have no points");
            return false;
        }
        if (to != null && end != null && end.stripTrailingZeros().scale() > digits) {
            to.refuse("has more than " + digits + " digits");
            return false;
        }
        return to == null || end != null;
    }

    private static @Nullable Banding levels(Field bands) {
        Map<Consciousness, Integer> byLevel = new EnumMap<>(Consciousness.class);
        for (Field item : bands.items()) {
            Map<String, Field> fields = item.mapping(BAND);
            Integer worth = points(item, fields);
            Field anyOf = fields.get("anyOf");
            if (worth == null || anyOf == null) {
                item.refuse("needs anyOf and points");
                return null;
            }
            for (Field level : anyOf.items()) {
                Consciousness read = level.read(RuleReader.code(Consciousness.values(), Consciousness::code));
                if (read != null && byLevel.putIfAbsent(read, worth) != null) {
                    level.refuse("overlaps: " + read.code() + " has points already");
                }
            }
        }
        for (Consciousness level : Consciousness.values()) {
            if (!byLevel.containsKey(level)) {
                bands.refuse("leaves a hole: " + level.code() + " has no points");
                return null;
            }
        }
        return new Banding.Levels(byLevel);
    }

    private static @Nullable Integer points(Field band, Map<String, Field> fields) {
        Field points = fields.get("points");
        if (points == null) {
            band.refuse("needs points");
            return null;
        }
        return points.wholeNumber(0);
    }
}
