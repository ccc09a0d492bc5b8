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
        Map<String, Object> tree = new LinkedHashMap<>();
        switch (condition) {
            case Condition.Threshold threshold -> {
                tree.put("vital", threshold.vital().key());
                put(tree, threshold.limit());
                if (threshold.sustainedFor() != null) {
                    tree.put("for", threshold.sustainedFor().toString());
                }
            }
            case Condition.LevelIn level -> {
                tree.put("vital", level.vital().key());
                tree.put("anyOf", level.levels().stream().sorted().map(Consciousness::code).toList());
            }
            case Condition.WindowStatistic window -> {
                tree.put("vital", window.vital().key());
                tree.put("window", window.window().length().toString());
                tree.put("statistic", window.statistic().key());
                put(tree, window.limit());
                tree.put("atLeastReadings", window.atLeastReadings());
            }
            case Condition.ScoreAtLeast score -> {
                tree.put("score", score.score().key());
                tree.put("atLeast", score.atLeast());
            }
            case Condition.ScorePartAtLeast part -> {
                tree.put("score", part.score().key());
                tree.put("anyPartAtLeast", part.points());
            }
            case Condition.Silent silent -> {
                tree.put("silent", silent.silentFor().toString());
                if (silent.vital() != null) {
                    tree.put("vital", silent.vital().key());
                }
            }
        }
        return tree;
    }

    private static void put(Map<String, Object> tree, Limit limit) {
        tree.put(limit.comparison().key(), limit.value());
    }
}
