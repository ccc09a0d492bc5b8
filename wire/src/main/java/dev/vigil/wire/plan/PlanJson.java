package dev.vigil.wire.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.vigil.domain.plan.ClearCondition;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Limit;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.Vital;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A plan as JSON, in the very shape of a plan file.
public final class PlanJson {

    private PlanJson() {
    }

    public static JsonSerializer<Plan> serializer() {
        return new JsonSerializer<>() {
            @Override
            public void serialize(Plan plan, JsonGenerator json, SerializerProvider provider) throws IOException {
                provider.defaultSerializeValue(tree(plan), json);
            }
        };
    }

    public static JsonDeserializer<Plan> deserializer() {
        return new JsonDeserializer<>() {
            @Override
            public Plan deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return switch (PlanCodec.parse(context.readTree(json).toString())) {
                    case ParsedPlan.Accepted accepted -> accepted.plan();
                    case ParsedPlan.Refused refused -> {
                        var cause = new IllegalArgumentException(refused.problems().getFirst().toString());
                        throw new JsonMappingException(json, String.valueOf(cause.getMessage()), cause);
                    }
                };
            }
        };
    }

    private static Map<String, Object> tree(Plan plan) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("plan", plan.id());
        tree.put("rules", plan.rules().stream().map(PlanJson::tree).toList());
        tree.put("continuous", plan.continuous().stream().map(Vital::key).sorted().toList());
        Map<String, String> freshness = new TreeMap<>();
        plan.freshness().forEach((vital, age) -> freshness.put(vital.key(), age.toString()));
        tree.put("freshness", freshness);
        if (!plan.export().isEmpty()) {
            Map<String, String> export = new TreeMap<>();
            plan.export().forEach((vital, form) -> export.put(vital.key(), form.code()));
            tree.put("export", export);
        }
        if (!plan.scores().isEmpty()) {
            tree.put("scores", plan.scores().stream().map(ScoreJson::tree).toList());
        }
        if (!plan.assumed().isEmpty()) {
            tree.put("assume", ScoreJson.assumed(plan.assumed()));
        }
        if (!plan.questions().isEmpty()) {
            tree.put("questions", plan.questions().stream().map(question -> tree("vital", question.vital().key(),
                    "answers", question.answers().code(), "text", question.text())).toList());
        }
        return tree;
    }

    private static Map<String, Object> tree(Rule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", rule.id());
        tree.put("priority", rule.priority().code());
        tree.put("kind", rule.kind().code());
        tree.put("when", tree(rule.when()));
        if (rule.clear() != null) {
            tree.put("clear", tree(rule.clear()));
        }
        return tree;
    }

    private static Map<String, Object> tree(ClearCondition clear) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, clear.limit());
        tree.put("for", clear.sustainedFor().toString());
        return tree;
    }

    private static Map<String, Object> tree(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> threshold(threshold);
            case Condition.LevelIn level -> tree("vital", level.vital().key(), "anyOf",
                    level.levels().stream().sorted().map(Consciousness::code).toList());
            case Condition.WindowStatistic window -> window(window);
            case Condition.Rises rises -> tree("vital", rises.vital().key(), "rises", rises.by(), "within",
                    rises.within().toString());
            case Condition.Deviates deviates -> deviates(deviates);
            case Condition.Falls falls -> tree("vital", falls.vital().key(), "falls", falls.by(), "within",
                    falls.within().toString());
            case Condition.Trend trend -> trend(trend);
            case Condition.All all -> tree("all", all.parts().stream().map(PlanJson::tree).toList());
            case Condition.DeviceReports reports -> deviceReports(reports);
            case Condition.Any any -> tree("any", any.parts().stream().map(PlanJson::tree).toList());
            case Condition.Not not -> tree("not", tree(not.part()));
            case Condition.ScoreAtLeast score -> tree("score", score.score().key(), "atLeast", score.atLeast());
            case Condition.TableScoreAtLeast score -> tree("score", score.table().id(), "atLeast", score.atLeast());
            case Condition.ScorePartAtLeast part ->
                tree("score", part.score().key(), "anyPartAtLeast", part.points());
            case Condition.Silent silent -> silent.vital() == null ? tree("silent", silent.silentFor().toString())
                    : tree("silent", silent.silentFor().toString(), "vital", silent.vital().key());
        };
    }

    private static Map<String, Object> deviceReports(Condition.DeviceReports reports) {
        Map<String, Object> tree = tree("device", reports.property().key());
        put(tree, reports.limit());
        return tree;
    }

    private static Map<String, Object> threshold(Condition.Threshold threshold) {
        Map<String, Object> tree = tree("vital", threshold.vital().key());
        put(tree, threshold.limit());
        if (threshold.sustainedFor() != null) {
            tree.put("for", threshold.sustainedFor().toString());
        }
        return tree;
    }

    private static Map<String, Object> window(Condition.WindowStatistic window) {
        Map<String, Object> tree = tree("vital", window.vital().key(), "window", window.window().length().toString(),
                "statistic", window.statistic().key());
        put(tree, window.limit());
        tree.put("atLeastReadings", window.atLeastReadings());
        return tree;
    }

    private static Map<String, Object> trend(Condition.Trend trend) {
        Map<String, Object> tree = tree("vital", trend.vital().key(), "trend", trend.over().length().toString());
        put(tree, trend.limit());
        tree.put("within", trend.within().toString());
        tree.put("atLeastReadings", trend.atLeastReadings());
        return tree;
    }

    private static Map<String, Object> deviates(Condition.Deviates deviates) {
        Map<String, Object> tree = tree("vital", deviates.vital().key(), "deviates", deviates.deviations(), "from",
                "baseline");
        if (deviates.sustainedFor() != null) {
            tree.put("for", deviates.sustainedFor().toString());
        }
        return tree;
    }

    /// Names and values in turn, in the order a person would write them.
    private static Map<String, Object> tree(Object... fields) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            tree.put(fields[i].toString(), fields[i + 1]);
        }
        return tree;
    }

    private static void put(Map<String, Object> tree, Limit limit) {
        tree.put(limit.comparison().key(), limit.value());
    }
}
