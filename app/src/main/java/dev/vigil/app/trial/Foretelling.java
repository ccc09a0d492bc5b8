package dev.vigil.app.trial;

import dev.vigil.domain.plan.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How well a plan foretold what happened: an event counts as foretold when a physiological alert of medium priority or
/// more was open in the day before it, and the lead is how long before it the first of them had opened, a day at most.
/// An event with less than twelve hours of recording before it could not be foretold: its patient is left out.
///
/// @param events that could be foretold
/// @param leads of the events that were foretold, shortest first
/// @param others patients to whom it did not happen
/// @param disturbed of those, with such an alert
public record Foretelling(int events, List<Duration> leads, int others, int disturbed) {

    /// Standard deviations that hold 95 % of a normal distribution.
    private static final double Z = 1.959964;

    static final Duration HORIZON = Duration.ofHours(24);
    private static final Duration LEAST_WATCHED = Duration.ofHours(12);

    public Foretelling {
        leads = leads.stream().sorted().toList();
    }

    static Foretelling of(List<Subject> subjects, List<PatientTrial.Past> pasts) {
        List<Duration> leads = new ArrayList<>();
        int events = 0;
        int others = 0;
        int disturbed = 0;
        for (int i = 0; i < subjects.size(); i++) {
            List<TrialAlert> alerts = pasts.get(i).alerts().stream().filter(Foretelling::tells).toList();
            Instant event = subjects.get(i).event();
            if (event == null) {
                others++;
                disturbed += alerts.isEmpty() ? 0 : 1;
            } else if (!event.minus(LEAST_WATCHED).isBefore(subjects.get(i).from())) {
                events++;
                lead(alerts, event, leads);
            }
        }
        return new Foretelling(events, leads, others, disturbed);
    }

    private static void lead(List<TrialAlert> alerts, Instant event, List<Duration> leads) {
        Instant from = event.minus(HORIZON);
        alerts.stream().filter(alert -> alert.isOpenBetween(from, event))
                .map(alert -> alert.openedAt().isBefore(from) ? from : alert.openedAt()).min(Instant::compareTo)
                .ifPresent(first -> leads.add(Duration.between(first, event)));
    }

    private static boolean tells(TrialAlert alert) {
        return alert.physiological() && alert.priority().compareTo(Priority.MEDIUM) >= 0;
    }

    /// NaN where there was no event.
    double sensitivity() {
        return events == 0 ? Double.NaN : (double) leads.size() / events;
    }

    /// The lower end of the 95 % interval of the sensitivity, by Wilson's score.
    double atLeast() {
        return wilson(-1);
    }

    double atMost() {
        return wilson(1);
    }

    private double wilson(int side) {
        double n = events;
        double share = sensitivity();
        double spread = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return (share + Z * Z / (2 * n) + side * spread) / (1 + Z * Z / n);
    }

    double specificity() {
        return others == 0 ? Double.NaN : 1 - (double) disturbed / others;
    }

    Duration medianLead() {
        return leads.isEmpty() ? Duration.ZERO : Objects.requireNonNull(leads.get(leads.size() / 2));
    }
}
