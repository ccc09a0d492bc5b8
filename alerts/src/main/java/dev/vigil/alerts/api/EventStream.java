package dev.vigil.alerts.api;

import dev.vigil.alerts.api.EventRenderer.Event;
import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.CareView.Missed;
import dev.vigil.alerts.view.Change;
import dev.vigil.alerts.view.Position;
import dev.vigil.domain.id.PatientId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One browser's stream. It keeps no queue: it remembers how far the browser has been told and asks the view for what
/// came after, so a slow browser gets the newest state of each thing, late, and costs no memory. One that takes
/// nothing at all is given up.
final class EventStream {

    private static final Duration ROWS_EVERY = Duration.ofMillis(500);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(5);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(20);

    private final CareView view;
    private final EventRenderer renderer;
    private final InstantSource clock;
    private final OutputStream out;
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Instant writingSince;
    private Position told;
    private long order;
    private Instant spoken;

    EventStream(CareView view, EventRenderer renderer, InstantSource clock, OutputStream out) {
        this.view = view;
        this.renderer = renderer;
        this.clock = clock;
        this.out = out;
        order = view.order();
        spoken = clock.instant();
        told = view.position(spoken);
    }

    /// Tells until the browser is gone or the thread is interrupted.
    void run(Optional<String> lastEventId) throws IOException, InterruptedException {
        write("retry: 2000\n\n");
        Optional<Missed> missed = lastEventId.flatMap(id -> view.missedSince(id, clock.instant()));
        if (missed.isPresent()) {
            told = missed.get().from();
            order = missed.get().order();
            tell(missed.get().changes());
        } else {
            if (lastEventId.isPresent()) {
                write(text(renderer.reset(), null));
            }
            write(text(renderer.snapshot(), told));
        }
        while (!Thread.currentThread().isInterrupted()) {
            tell(view.changesAfter(order, ROWS_EVERY));
            if (Duration.between(spoken, clock.instant()).compareTo(HEARTBEAT_EVERY) >= 0) {
                write(": heartbeat\n\n");
            }
        }
    }

    /// A row is told once for all the changes that touch it, with the last of them.
    private void tell(List<Change> changes) throws IOException {
        Map<PatientId, Change> last = new HashMap<>();
        changes.forEach(change -> last.put(change.subject().patientId(), change));
        StringBuilder events = new StringBuilder();
        for (Change change : changes) {
            told = told.past(change, clock.instant());
            renderer.alert(change).ifPresent(alert -> events.append(text(alert, told)));
            if (change.equals(last.get(change.subject().patientId()))) {
                events.append(text(renderer.row(change), told));
            }
            order = Math.max(order, change.order());
        }
        if (!events.isEmpty()) {
            write(events.toString());
        }
    }

    private static String text(Event event, @Nullable Position position) {
        String id = position == null ? "" : "id: " + position.id() + "\n";
        return "event: " + event.name() + "\n" + id + "data: " + event.json() + "\n\n";
    }

    private void write(String text) throws IOException {
        Instant now = clock.instant();
        writingSince = now;
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        writingSince = null;
        spoken = now;
    }

    /// Ends the stream when its browser has taken nothing for too long.
    void giveUpIfStuck(Instant now) {
        Instant since = writingSince;
        if (since != null && Duration.between(since, now).compareTo(STUCK_AFTER) > 0) {
            end();
        }
    }

    void end() {
        thread.interrupt();
    }
}
