package dev.vigil.app.trial;

import dev.vigil.domain.plan.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A trial as one HTML file that needs nothing else: the table, and for each patient a line of time per plan. Knows
/// patients by their pseudonyms. Colour never stands alone: a bar's height is its priority and its title says all.
public final class TrialReport {

    private static final int MOST_PATIENTS = 100;
    private static final int WIDTH = 960;
    private static final int LANE = 26;

    /// For the names of the plans.
    private static final int MARGIN = 150;

    private static final String STYLE = """
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
                   color: #1b1b1b; background: #fff }
            table { border-collapse: collapse; width: 100% } caption { text-align: start; font-weight: 600 }
            th, td { text-align: end; padding: .2rem .6rem; border-bottom: 1px solid #ccc }
            th[scope=row], th:first-child { text-align: start; font-weight: 400 }
            td.text { text-align: start; vertical-align: top } summary { font-weight: 600; margin: .5rem 0 }
            thead th { font-weight: 600 } figure { margin: 1.5rem 0 } svg { width: 100%; height: auto }
            .lane { fill: #f0f0f0 } .high { fill: #b00020 } .medium { fill: #b26a00 } .low { fill: #00677d }
            .event { stroke: #1b1b1b; stroke-width: 2; stroke-dasharray: 4 3 } text { font-size: 12px }
            """;

    private final Trial trial;
    private final StringBuilder html = new StringBuilder();

    private TrialReport(Trial trial) {
        this.trial = trial;
    }

    public static String html(Trial trial) {
        TrialReport report = new TrialReport(trial);
        report.write();
        return report.html.toString();
    }

    private void write() {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" ")
                .append("content=\"width=device-width\"><title>Plans tried over the recorded past</title><style>")
                .append(STYLE).append("</style></head><body><main><h1>Plans tried over the recorded past</h1>\n<p>")
                .append(trial.subjects().size()).append(" patients, ")
                .append(number(days()))
                .append(" patient-days. Every alert is resolved as soon as its condition has ended.</p>\n");
        table();
        TrialDetails.of(trial).sections().forEach(this::details);
        html.append("<h2>Patients</h2>\n<p>One line per plan, each bar an alert: the taller, the higher its priority")
                .append(trial.labelled() ? "; the dashed line is the event." : ".").append("</p>\n");
        patients().forEach(this::patient);
        html.append("</main></body></html>\n");
    }

    private double days() {
        return trial.subjects().stream().map(Subject::watched).mapToLong(Duration::toMinutes).sum() / 1440.0;
    }

    private void table() {
        List<List<String>> rows = TrialTable.of(trial).rows();
        html.append("<table><caption>What each plan would have done</caption><thead><tr>");
        rows.getFirst().forEach(cell -> html.append("<th scope=\"col\">").append(escaped(cell)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows.subList(1, rows.size())) {
            html.append("<tr><th scope=\"row\">").append(escaped(row.getFirst().strip())).append("</th>");
            row.stream().skip(1).forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n");
    }

    private void details(TrialDetails.Section section) {
        html.append("<details><summary>").append(escaped(section.title())).append(": ")
                .append(section.rows().size() + section.more()).append("</summary><table><thead><tr>");
        section.headings().forEach(cell -> html.append("<th scope=\"col\">").append(escaped(cell)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : section.rows()) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td class=\"text\">").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table>")
                .append(section.more() > 0 ? "<p>and " + section.more() + " more</p>" : "").append("</details>\n");
    }

    /// Those for whom the plans differ most come first.
    private List<Integer> patients() {
        return IntStream.range(0, trial.subjects().size()).boxed().filter(this::hasAlerts)
                .sorted(Comparator.<Integer>comparingInt(this::difference).reversed()).limit(MOST_PATIENTS).toList();
    }

    private boolean hasAlerts(int patient) {
        return trial.plans().stream().anyMatch(plan -> !plan.pasts().get(patient).alerts().isEmpty());
    }

    private int difference(int patient) {
        int present = trial.present().pasts().get(patient).alerts().size();
        return trial.plans().stream().mapToInt(plan -> Math.abs(plan.pasts().get(patient).alerts().size() - present))
                .max().orElse(0);
    }

    private void patient(int index) {
        Subject subject = trial.subjects().get(index);
        int height = LANE * trial.plans().size() + 4;
        html.append("<figure><figcaption>").append(escaped(subject.patient().patientId().value())).append(", ")
                .append(subject.watched().toHours()).append(" h from ").append(subject.from())
                .append("</figcaption><svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(height)
                .append("\" role=\"img\" aria-label=\"Alerts of each plan over time\">\n");
        for (int lane = 0; lane < trial.plans().size(); lane++) {
            lane(lane, trial.plans().get(lane), index, subject);
        }
        if (subject.event() != null) {
            double x = x(subject, subject.event());
            html.append("<line class=\"event\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"%d\"><title>event %s</title></line>%n"
                    .formatted(number(x), number(x), height, subject.event()));
        }
        html.append("</svg></figure>\n");
    }

    private void lane(int lane, PlanTrial plan, int patient, Subject subject) {
        int top = lane * LANE;
        html.append("<rect class=\"lane\" x=\"").append(MARGIN).append("\" y=\"").append(top)
                .append("\" width=\"").append(WIDTH - MARGIN)
                .append("\" height=\"").append(LANE - 2).append("\"/>");
        for (TrialAlert alert : plan.pasts().get(patient).alerts()) {
            bar(alert, top, subject);
        }
        html.append("<text x=\"0\" y=\"").append(top + 16).append("\">").append(escaped(plan.name()))
                .append("</text>\n");
    }

    private void bar(TrialAlert alert, int top, Subject subject) {
        double from = x(subject, alert.openedAt());
        double to = alert.clearedAt() == null ? WIDTH : x(subject, alert.clearedAt());
        int height = height(alert.priority());
        html.append("<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"><title>%s</title></rect>"
                .formatted(alert.priority().code(), number(from), top + LANE - 2 - height,
                        number(Math.max(2, to - from)), height, escaped(alert.openedAt() + " "
                                + alert.priority().code() + ": " + alert.explanation())));
    }

    private static int height(Priority priority) {
        return switch (priority) {
            case LOW -> 6;
            case MEDIUM -> 12;
            case HIGH -> 20;
        };
    }

    private static double x(Subject subject, Instant time) {
        long all = Math.max(1, subject.watched().toSeconds());
        double share = (double) Duration.between(subject.from(), time).toSeconds() / all;
        return Math.clamp(MARGIN + (WIDTH - MARGIN) * share, MARGIN, WIDTH);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
