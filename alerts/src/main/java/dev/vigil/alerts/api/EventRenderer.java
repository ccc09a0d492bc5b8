package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.Change;
import dev.vigil.alerts.view.Change.Subject;
import dev.vigil.domain.id.PatientId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a change looks like to a browser, written once for however many of them watch. Thread-safe.
final class EventRenderer {

    /// One server-sent event without its id.
    record Event(String name, String json) {
    }

    private record Written(long order, Event event) {
    }

    private final CareView view;
    private final InstantSource clock;
    private final Map<Subject, Written> rows = new ConcurrentHashMap<>();
    private final Map<Subject, Written> alerts = new ConcurrentHashMap<>();

    EventRenderer(CareView view, InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    Event snapshot() {
        return event("snapshot", view.worklist(clock.instant()));
    }

    Event reset() {
        return event("reset", Map.of("reason", "position-unknown"));
    }

    /// The alert itself, empty for what is not about an alert or about one that is no longer kept.
    Optional<Event> alert(Change change) {
        return switch (change.subject()) {
            case Subject.OfAlert(PatientId ignored, String id) -> {
                if (view.alert(id).isEmpty()) {
                    alerts.remove(change.subject());
                    yield Optional.empty();
                }
                yield Optional.of(alerts.compute(change.subject(), (subject, known) -> isNewest(known, change) ? known
                        : new Written(change.order(), event("alert", view.alert(id).orElseThrow()))).event());
            }
            case Subject.OfPicture ignored -> Optional.empty();
            case Subject.OfSettings ignored -> Optional.empty();
        };
    }

    /// The row of the patient whom the change is about.
    Event row(Change change) {
        return rows.compute(change.subject(), (subject, known) -> isNewest(known, change) ? known
                : new Written(change.order(), row(change.subject().patientId()))).event();
    }

    private Event row(PatientId patient) {
        return view.row(patient, clock.instant()).map(row -> event("patient", row))
                .orElseGet(() -> event("patient-removed", Map.of("patientId", patient)));
    }

    private static boolean isNewest(Written known, Change change) {
        return known != null && known.order() >= change.order();
    }

    private static Event event(String name, Object content) {
        return new Event(name, new String(Bodies.json(content), StandardCharsets.UTF_8));
    }
}
