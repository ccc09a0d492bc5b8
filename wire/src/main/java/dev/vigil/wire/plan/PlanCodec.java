package dev.vigil.wire.plan;

import dev.vigil.domain.plan.ExportForm;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Question;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.json.Instants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a plan from YAML or JSON (which is YAML). Either the whole plan is right, or every problem is named.
public final class PlanCodec {

    private static final Set<Vital> PANEL =
            EnumSet.of(Vital.SYSTOLIC_BP, Vital.DIASTOLIC_BP, Vital.MEAN_ARTERIAL_PRESSURE);

    private static final Set<String> PLAN_FIELDS = Set.of("plan", "rules", "continuous", "freshness", "export",
            "scores", "assume", "questions", "setBy", "setAt", "earlier");

    private static final int LONGEST_AUTHOR = 200;

    private PlanCodec() {
    }

    public static ParsedPlan parse(String yaml) {
        List<PlanProblem> problems = new ArrayList<>();
        ParsedPlan.Accepted plan = YamlFile.read(yaml, problems, PlanCodec::accepted);
        return plan == null || !problems.isEmpty() ? new ParsedPlan.Refused(problems) : plan;
    }

    /// When it was put and what held before is not for a file to say: [PlanEditionCodec] keeps it.
    private static ParsedPlan.@Nullable Accepted accepted(Field root) {
        Plan plan = plan(root);
        Field author = plan == null ? null : root.entries().get("setBy");
        return plan == null ? null
                : new ParsedPlan.Accepted(plan, author == null ? null : author.read(PlanCodec::author));
    }

    private static String author(String text) {
        if (text.isBlank() || text.length() > LONGEST_AUTHOR) {
            throw new IllegalArgumentException("must be a name of at most " + LONGEST_AUTHOR + " characters");
        }
        return text.strip();
    }

    private static @Nullable Plan plan(Field root) {
        Map<String, Field> fields = root.mapping(PLAN_FIELDS);
        Field id = fields.get("plan");
        Field rules = fields.get("rules");
        if (id == null || rules == null) {
            root.refuse("plan and rules are required");
            return null;
        }
        String planId = id.read(PlanCodec::planId);
        List<Field> items = rules.items();
        List<ScoreTable> own = scores(fields.get("scores"));
        Map<String, ScoreTable> known = new HashMap<>(ShippedScores.all());
        own.forEach(table -> known.put(table.id(), table));
        List<List<Rule>> read = items.stream().map(item -> RuleReader.rules(item, known)).toList();
        List<Rule> parsed = read.stream().flatMap(List::stream).toList();
        Set<Vital> continuous = continuous(fields.get("continuous"));
        Map<Vital, Duration> freshness = byVital(fields.get("freshness"), Instants::parseDuration);
        Map<Vital, ExportForm> export = export(fields.get("export"), continuous);
        Map<Vital, MeasuredValue> assumed = assumed(fields.get("assume"));
        List<Question> questions = QuestionReader.questions(fields.get("questions"));
        if (planId == null || read.stream().anyMatch(List::isEmpty)) {
            return null;
        }
        try {
            return new Plan(planId, parsed, continuous, freshness, export, own, assumed, questions);
        } catch (IllegalArgumentException e) {
            rules.refuse(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// A table of the plan goes before one that comes along, but NEWS2 is NEWS2.
    private static List<ScoreTable> scores(@Nullable Field field) {
        List<ScoreTable> tables = new ArrayList<>();
        Set<String> ids = new HashSet<>(Set.of(ScoreName.NEWS2.key()));
        for (Field item : field == null ? List.<Field>of() : field.items()) {
            ScoreTable table = ScoreCodec.table(item);
            if (table != null && !ids.add(table.id())) {
                item.refuse("score " + table.id() + " is there already");
            } else if (table != null) {
                tables.add(table);
            }
        }
        return tables;
    }

    private static Map<Vital, MeasuredValue> assumed(@Nullable Field field) {
        Map<Vital, MeasuredValue> assumed = ScoreCodec.assumed(field);
        if (field != null) {
            field.entries().forEach((key, value) -> {
                if (Vital.ofKey(key).filter(vital -> !Plan.ASSUMABLE.contains(vital)).isPresent()) {
                    value.refuse("is measured by a device, so it is never assumed");
                }
            });
        }
        assumed.keySet().retainAll(Plan.ASSUMABLE);
        return assumed;
    }

    static String planId(String text) {
        if (!text.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("must be 1 to 64 characters of [a-z0-9-]");
        }
        return text;
    }

    private static Set<Vital> continuous(@Nullable Field field) {
        Set<Vital> vitals = EnumSet.noneOf(Vital.class);
        if (field != null) {
            field.items().stream().map(item -> item.read(RuleReader::vital)).filter(Objects::nonNull)
                    .forEach(vitals::add);
        }
        return vitals;
    }

    private static Map<Vital, ExportForm> export(@Nullable Field field, Set<Vital> continuous) {
        Map<Vital, ExportForm> export = byVital(field, PlanCodec::exportForm);
        export.forEach((vital, form) -> {
            boolean even = continuous.contains(vital) && !vital.coded() && !PANEL.contains(vital);
            if (field != null && form == ExportForm.SAMPLES && !even) {
                field.refuse(vital.key() + ": samples are of what comes evenly: a number, not a pressure of a panel, "
                        + "that is among continuous");
            }
        });
        return export;
    }

    private static ExportForm exportForm(String text) {
        return ExportForm.ofCode(text)
                .orElseThrow(() -> new IllegalArgumentException("must be readings, summaries or samples"));
    }

    static <T> Map<Vital, T> byVital(@Nullable Field field, Function<String, T> read) {
        Map<Vital, T> byVital = new EnumMap<>(Vital.class);
        if (field == null) {
            return byVital;
        }
        field.entries().forEach((key, value) -> {
            T given = value.read(read);
            Vital vital = Vital.ofKey(key).orElse(null);
            if (vital == null) {
                value.refuse("is not a vital of the catalogue");
            } else if (given != null) {
                byVital.put(vital, given);
            }
        });
        return byVital;
    }
}
