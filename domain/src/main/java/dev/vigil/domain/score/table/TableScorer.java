package dev.vigil.domain.score.table;

import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.score.ScoreInput;
import dev.vigil.domain.score.table.ScoreColumn.OneOf;
import dev.vigil.domain.score.table.ScoreColumn.Ratio;
import dev.vigil.domain.score.table.TableScore.Part;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.MeasuredValue.Quantity;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Scores by a table. A parameter without a fresh value is missing, never zero.
public final class TableScorer {

    private final ScoreTable table;
    private final Map<Vital, ScoreInput> fresh;
    private final Instant at;
    private final int scale;
    private final @Nullable Boolean onOxygen;

    private TableScorer(ScoreTable table, Map<Vital, ScoreInput> fresh, Instant at, int scale) {
        this.table = table;
        this.fresh = fresh;
        this.at = at;
        this.scale = scale;
        this.onOxygen = table.parameters().contains(ScoreTable.OXYGEN)
                ? part(ScoreTable.OXYGEN, columns(ScoreTable.OXYGEN)).map(part -> part.least() > 0).orElse(null)
                : null;
    }

    /// @param patient null where nobody entered one
    /// @param fresh the newest trusted value of each vital that is young enough
    public static TableScore assess(ScoreTable table, @Nullable Patient patient, Map<Vital, ScoreInput> fresh,
            Instant at) {
        Optional<String> refusal = table.appliesTo().refusalOf(patient, at);
        if (refusal.isPresent()) {
            return new TableScore.Refused(refusal.get());
        }
        int scale = patient == null ? 1 : patient.settingsAt(at).oxygenScale();
        return new TableScorer(table, fresh, at, scale).score();
    }

    private TableScore.Scored score() {
        List<Part> parts = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int floor = 0;
        int ceiling = 0;
        for (String parameter : table.parameters()) {
            List<ScoreColumn> columns = columns(parameter);
            Part part = part(parameter, columns).orElse(null);
            if (part == null) {
                missing.add(parameter);
                floor += columns.stream().mapToInt(column -> column.banding().least()).min().orElse(0);
                ceiling += columns.stream().mapToInt(column -> column.banding().most()).max().orElse(0);
            } else {
                parts.add(part);
                floor += part.least();
                ceiling += part.most();
            }
        }
        return new TableScore.Scored(parts, missing, floor, ceiling);
    }

    private List<ScoreColumn> columns(String parameter) {
        return table.columns().stream().filter(column -> column.parameter().equals(parameter))
                .filter(column -> column.isOfScale(scale)).toList();
    }

    /// Of alternatives the newest counts, of one instant the one with more points. Columns that differ in air or oxygen
    /// alone are no alternatives: the one that holds counts, or both while that is not known.
    private Optional<Part> part(String parameter, List<ScoreColumn> columns) {
        List<ScoreColumn> holding = columns.stream().filter(this::mayHold).toList();
        Optional<Known> newest = holding.stream().flatMap(column -> known(column).stream())
                .max(Comparator.comparing(Known::takenAt).thenComparing(Known::points));
        return newest.map(known -> {
            List<Integer> points = holding.stream()
                    .filter(column -> column.source().equals(known.column().source()))
                    .map(column -> column.banding().pointsOf(known.value())).sorted().toList();
            return new Part(parameter, points.getFirst(), points.getLast(), known.inputs(), known.assumed());
        });
    }

    private boolean mayHold(ScoreColumn column) {
        return column.onOxygen() == null || onOxygen == null || column.onOxygen().equals(onOxygen);
    }

    /// A column's value at hand.
    private record Known(ScoreColumn column, MeasuredValue value, Instant takenAt, List<ScoreInput> inputs,
            boolean assumed) {

        int points() {
            return column.banding().pointsOf(value);
        }
    }

    private Optional<Known> known(ScoreColumn column) {
        return switch (column.source()) {
            case OneOf one -> oneOf(column, one);
            case Ratio ratio -> ratio(column, ratio);
        };
    }

    private Optional<Known> oneOf(ScoreColumn column, OneOf one) {
        ScoreInput newest = null;
        for (Vital vital : one.vitals()) {
            ScoreInput input = fresh.get(vital);
            newest = input != null && (newest == null || input.takenAt().isAfter(newest.takenAt())) ? input : newest;
        }
        if (newest != null) {
            return Optional.of(new Known(column, newest.value(), newest.takenAt(), List.of(newest), false));
        }
        return one.vitals().stream().flatMap(vital -> assumed(vital).stream()).findFirst()
                .map(input -> new Known(column, input.value(), Instant.MIN, List.of(input), true));
    }

    private Optional<ScoreInput> assumed(Vital vital) {
        MeasuredValue value = table.assumed().get(vital);
        return value == null ? Optional.empty() : Optional.of(ScoreInput.assumed(vital, value, at));
    }

    private Optional<Known> ratio(ScoreColumn column, Ratio ratio) {
        ScoreInput over = fresh.get(ratio.over());
        ScoreInput under = fresh.get(ratio.under());
        int digits = column.banding() instanceof Banding.Numbers numbers ? numbers.digits() : 0;
        return over != null && under != null && over.value() instanceof Quantity dividend
                && under.value() instanceof Quantity divisor && divisor.value().signum() != 0
                        ? Optional.of(ratio(column, List.of(over, under), dividend.value()
                                .divide(divisor.value(), digits, RoundingMode.HALF_UP)))
                        : Optional.empty();
    }

    /// A quotient is as old as the older of its two values.
    private static Known ratio(ScoreColumn column, List<ScoreInput> inputs, BigDecimal quotient) {
        Instant oldest = Stream.of(inputs.getFirst().takenAt(), inputs.getLast().takenAt()).min(Instant::compareTo)
                .orElseThrow();
        return new Known(column, new Quantity(quotient), oldest, inputs, false);
    }
}
