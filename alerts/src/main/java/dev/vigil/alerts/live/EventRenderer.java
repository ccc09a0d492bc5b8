package dev.vigil.alerts.live;

import com.fasterxml.jackson.core.JacksonException;
import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.Change;
import dev.vigil.alerts.view.Change.Subject;
import dev.vigil.alerts.view.Position;
import dev.vigil.domain.id.PatientId;
import dev.vigil.wire.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a change looks like to a browser, written once for however many of them watch. Thread-safe.
final class EventRenderer {

    private static final Duration SNAPSHOT_GOOD_FOR = Duration.ofMillis(500);
    private static final Duration GATEWAYS_GOOD_FOR = Duration.ofSeconds(1);
    private static final int MOST_KEPT = 5_000;

    /// One server-sent event without its id.
    @SuppressWarnings("ArrayRecordComponent") // written once, read by the streams only
    record Event(String name, byte[] json) {
    }

    /// Everything, and where the node stood before it was written: what is told after `order` completes it.
    record Snapshot(Position position, long order, Event event) {
    }

    private record Written(long order, Event event) {
    }

    private final CareView view;
    private final InstantSource clock;
    private final Map<Subject, Written> rows = new ConcurrentHashMap<>();
    private final Map<Subject, Written> alerts = new ConcurrentHashMap<>();
    private @Nullable Snapshot latest;
    private Event gateways = event("gateways", Map.of("gateways", List.of()));
    private Instant gatewaysAt = Instant.EPOCH;
    private long gatewaysOrder = -1;

    EventRenderer(CareView view, InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    /// One for all the browsers that come back at the same moment.
    synchronized Snapshot snapshot() {
        Instant now = clock.instant();
        Snapshot known = latest;
        if (known != null && Duration.between(known.position().at(), now).abs().compareTo(SNAPSHOT_GOOD_FOR) < 0) {
            return known;
        }
        long order = view.order();
        Position position = view.position(now);
        Snapshot made = new Snapshot(position, order, event("snapshot", view.worklist(now)));
        latest = made;
        return made;
    }

    /// What is to be said of silent gateways, said once for all that happened at one moment. The same event as long as
    /// the same is to be said.
    synchronized Event gateways() {
        Instant now = clock.instant();
        if (view.order() != gatewaysOrder || Duration.between(gatewaysAt, now).compareTo(GATEWAYS_GOOD_FOR) > 0) {
            gatewaysOrder = view.order();
            gatewaysAt = now;
            Event said = event("gateways", Map.of("gateways", view.silentGateways()));
            gateways = Arrays.equals(said.json(), gateways.json()) ? gateways : said;
        }
        return gateways;
    }

    static Event reset() {
        return event("reset", Map.of("reason", "position-unknown"));
    }

    /// The alert itself, empty for what is not about an alert or about one that is no longer kept.
    Optional<Event> alert(Change change) {
        return switch (change.subject()) {
            case Subject.OfAlert(PatientId ignored, String id) -> view.alert(id)
                    .map(alert -> once(alerts, change, () -> event("alert", alert)));
            case Subject.OfPicture ignored -> Optional.empty();
            case Subject.OfSettings ignored -> Optional.empty();
            case Subject.OfForgottenAlert ignored -> Optional.empty();
        };
    }

    /// The row of the patient whom the change is about.
    Event row(Change change) {
        return once(rows, change, () -> row(change.subject().patientId()));
    }

    private Event row(PatientId patient) {
        return view.row(patient, clock.instant()).map(row -> event("patient", row))
                .orElseGet(() -> event("patient-removed", Map.of("patientId", patient)));
    }

    /// Writes what no other stream has written yet. What is kept for them is bounded; to write again costs time only.
    private static Event once(Map<Subject, Written> written, Change change, Writing writing) {
        if (written.size() > MOST_KEPT) {
            written.clear();
        }
        return written.compute(change.subject(), (subject, known) -> known != null && known.order() >= change.order()
                ? known
                : new Written(change.order(), writing.write())).event();
    }

    @FunctionalInterface
    private interface Writing {
        Event write();
    }

    private static Event event(String name, Object content) {
        try {
            return new Event(name, Json.mapper().writeValueAsBytes(content));
        } catch (JacksonException e) {
            throw new IllegalStateException("every event can be written as JSON", e);
        }
    }
}
