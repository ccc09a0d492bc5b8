package dev.vigil.app.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Which alerts a plan would have added and taken away beside the present, and whom it would have called for at night:
/// the same lists for a terminal and for the report.
public record TrialDetails(List<Section> sections) {

    /// Who reads more than this of one kind looks at the timelines instead.
    private static final int MOST_ROWS = 200;

    private static final List<String> HEADINGS = List.of("patient", "when", "priority", "rules", "why");

    public TrialDetails {
        sections = List.copyOf(sections);
    }

    /// @param rows each has a cell for each heading
    /// @param more how many are left out
    public record Section(String title, List<String> headings, List<List<String>> rows, long more) {
        public Section {
            headings = List.copyOf(headings);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    public static TrialDetails of(Trial trial) {
        List<Section> sections = new ArrayList<>();
        for (PlanTrial plan : trial.plans()) {
            if (plan != trial.present()) {
                sections.add(section("Appear under " + plan.name(), plan.without(trial.present()).stream()
                        .map(TrialDetails::row)));
                sections.add(section("Vanish under " + plan.name(), trial.present().without(plan).stream()
                        .map(TrialDetails::row)));
            }
            Night night = trial.night();
            if (night != null) {
                sections.add(section("Calls at night under " + plan.name(), plan.woken(night).stream()
                        .map(call -> row(call.alert(), call.at()))));
            }
        }
        return new TrialDetails(sections);
    }

    /// Lines for a terminal, patient by patient.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            lines.add("");
            lines.add(section.title() + ": " + (section.rows().size() + section.more()));
            section.rows().forEach(row -> lines.add("  " + String.join("  ", row)));
            if (section.more() > 0) {
                lines.add("  and " + section.more() + " more");
            }
        }
        return lines;
    }

    private static Section section(String title, Stream<List<String>> rows) {
        List<List<String>> all = rows.sorted(Comparator.<List<String>, String>comparing(List::getFirst)
                .thenComparing(row -> row.get(1))).toList();
        return new Section(title, HEADINGS, all.stream().limit(MOST_ROWS).toList(),
                Math.max(0, all.size() - MOST_ROWS));
    }

    private static List<String> row(TrialAlert alert) {
        return row(alert, alert.openedAt());
    }

    private static List<String> row(TrialAlert alert, Instant at) {
        return List.of(alert.patientId().value(), at.toString(), alert.priority().code(),
                String.join(", ", alert.rules().stream().sorted().toList()), alert.explanation());
    }
}
