package dev.vigil.app.trial;

import dev.vigil.domain.plan.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// The figures of a trial as rows of text, one column per plan: the same for a terminal and for the report.
///
/// @param rows the first holds the names of the plans; each begins with what it tells
public record TrialTable(List<List<String>> rows) {

    private static final int LONGEST_NAME = 46;

    public TrialTable {
        rows = rows.stream().map(List::copyOf).toList();
    }

    public static TrialTable of(Trial trial) {
        return new TrialTable(Stream.of(counts(trial), foretold(trial), rules(trial)).flatMap(List::stream).toList());
    }

    /// Lines in columns.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("%-48s".formatted(row.getFirst()));
            row.stream().skip(1).forEach(cell -> line.append(" %16s".formatted(cell)));
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static List<List<String>> counts(Trial trial) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(trial, "", PlanTrial::name));
        rows.add(row(trial, "alerts (per patient-day)", plan -> rated(plan, plan.physiological())));
        for (Priority priority : List.of(Priority.HIGH, Priority.MEDIUM, Priority.LOW)) {
            rows.add(row(trial, "  of them " + priority.code(), plan -> rated(plan, plan.alerts(priority))));
        }
        rows.add(row(trial, "patients with an alert", plan -> count(plan.patientsWithAlerts())));
        rows.add(row(trial, "technical alerts", plan -> count(plan.technical())));
        Night night = trial.night();
        if (night != null) {
            rows.add(row(trial, "calls of high priority at night", plan -> count(plan.woken(night).size())));
        }
        rows.add(row(trial, "alerts that appear beside the present",
                plan -> count(plan.without(trial.present()).size())));
        rows.add(row(trial, "alerts that vanish against the present",
                plan -> count(trial.present().without(plan).size())));
        return rows;
    }

    private static List<List<String>> foretold(Trial trial) {
        if (!trial.labelled()) {
            return List.of();
        }
        return List.of(row(trial, "events that could be foretold", plan -> count(plan.foretelling().events())),
                row(trial, "  foretold (95 % interval)", plan -> sensitivity(plan.foretelling())),
                row(trial, "  median lead", plan -> hours(plan.foretelling().medianLead())),
                row(trial, "patients without event, left in peace",
                        plan -> percent(plan.foretelling().specificity())));
    }

    private static List<List<String>> rules(Trial trial) {
        TreeSet<String> ids = new TreeSet<>();
        trial.plans().forEach(plan -> ids.addAll(plan.episodes().keySet()));
        return ids.stream().map(id -> row(trial, "episodes of " + shortened(id), plan -> {
            Integer episodes = plan.episodes().get(id);
            return episodes == null ? "" : rated(plan, episodes);
        })).toList();
    }

    private static String shortened(String id) {
        int most = LONGEST_NAME - "episodes of ".length();
        return id.length() <= most ? id : id.substring(0, most - 1) + "…";
    }

    private static List<String> row(Trial trial, String what, Function<PlanTrial, String> cell) {
        return Stream.concat(Stream.of(what), trial.plans().stream().map(cell)).toList();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String rated(PlanTrial plan, long number) {
        return String.format(Locale.ROOT, "%,d (%.2f)", number, plan.perPatientDay(number));
    }

    private static String sensitivity(Foretelling foretelling) {
        return foretelling.events() == 0 ? "" : String.format(Locale.ROOT, "%.0f %% (%.0f–%.0f)",
                foretelling.sensitivity() * 100, foretelling.atLeast() * 100, foretelling.atMost() * 100);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String hours(Duration lead) {
        return String.format(Locale.ROOT, "%.1f h", lead.toMinutes() / 60.0);
    }
}
