package dev.vigil.wire.plan;

import dev.vigil.domain.score.table.Applicability;
import dev.vigil.domain.score.table.Banding;
import dev.vigil.domain.score.table.ScoreColumn;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A score's table as JSON, in the very shape of its file.
final class ScoreJson {

    private ScoreJson() {
    }

    static Map<String, Object> tree(ScoreTable table) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(ScoreCodec.NAME, table.id());
        tree.put("appliesTo", tree(table.appliesTo()));
        Map<String, Object> freshness = new TreeMap<>();
        table.freshness().forEach((vital, age) -> freshness.put(vital.key(), age.toString()));
        tree.put("freshness", freshness);
        tree.put("assume", assumed(table.assumed()));
        tree.put("parameters", table.columns().stream().map(ScoreJson::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Applicability appliesTo) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (appliesTo.fromAge() != null) {
            tree.put("fromAge", appliesTo.fromAge().toString());
        }
        if (appliesTo.underAge() != null) {
            tree.put("underAge", appliesTo.underAge().toString());
        }
        tree.put("pregnancy", appliesTo.inPregnancy());
        return tree;
    }

    static Map<String, Object> assumed(Map<Vital, MeasuredValue> assumed) {
        Map<String, Object> tree = new TreeMap<>();
        assumed.forEach((vital, value) -> tree.put(vital.key(), value(value)));
        return tree;
    }

    private static Object value(MeasuredValue value) {
        return switch (value) {
            case MeasuredValue.Quantity quantity -> quantity.value();
            case MeasuredValue.Level level -> level.level().code();
        };
    }

    private static Map<String, Object> tree(ScoreColumn column) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("parameter", column.parameter());
        String source = switch (column.source()) {
            case ScoreColumn.OneOf one -> "vitals";
            case ScoreColumn.Ratio ratio -> "ratio";
        };
        tree.put(source, column.source().vitals().stream().map(Vital::key).toList());
        if (column.oxygenScale() != null) {
            tree.put("oxygenScale", column.oxygenScale());
        }
        if (column.onOxygen() != null) {
            tree.put("onOxygen", column.onOxygen());
        }
        switch (column.banding()) {
            case Banding.Numbers numbers -> {
                tree.put("digits", numbers.digits());
                tree.put("bands", bands(numbers));
            }
            case Banding.Levels levels -> tree.put("bands", bands(levels));
        }
        return tree;
    }

    private static List<Map<String, Object>> bands(Banding.Numbers numbers) {
        List<Map<String, Object>> bands = new ArrayList<>();
        for (int i = 0; i < numbers.points().size(); i++) {
            Map<String, Object> band = new LinkedHashMap<>();
            if (i > 0) {
                band.put("from", numbers.ends().get(i - 1).setScale(numbers.digits())
                        .add(BigDecimal.ONE.movePointLeft(numbers.digits())));
            }
            if (i < numbers.ends().size()) {
                band.put("to", numbers.ends().get(i));
            }
            band.put("points", numbers.points().get(i));
            bands.add(band);
        }
        return bands;
    }

    private static List<Map<String, Object>> bands(Banding.Levels levels) {
        Map<Integer, List<String>> byPoints = new TreeMap<>();
        for (Consciousness level : Consciousness.values()) {
            byPoints.computeIfAbsent(levels.byLevel().get(level), any -> new ArrayList<>()).add(level.code());
        }
        List<Map<String, Object>> bands = new ArrayList<>();
        byPoints.forEach((points, codes) -> bands.add(Map.of("anyOf", codes, "points", points)));
        return bands;
    }
}
