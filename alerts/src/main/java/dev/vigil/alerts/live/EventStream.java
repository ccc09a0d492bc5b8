package dev.vigil.alerts.live;

import dev.vigil.alerts.live.EventRenderer.Event;
import dev.vigil.alerts.live.EventRenderer.Snapshot;
import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.CareView.Missed;
import dev.vigil.alerts.view.Change;
import dev.vigil.alerts.view.Position;
import dev.vigil.domain.id.PatientId;
import java.io.BufferedOutputStream;
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
/// nothing at all is given up. Used by the thread that made it; others may only end it.
final class EventStream {

    private static final Duration ROWS_EVERY = Duration.ofMillis(500);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(5);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(20);
    private static final int BUFFER = 16 * 1024;

    private final CareView view;
    private final EventRenderer renderer;
    private final InstantSource clock;
    private final OutputStream out;
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Instant writingSince;
    private Instant spoken = Instant.EPOCH;
    private @Nullable Event gateways;

    EventStream(CareView view, EventRenderer renderer, InstantSource clock, OutputStream out) {
        this.view = view;
        this.renderer = renderer;
        this.clock = clock;
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    /// How far the browser has been told.
    private record Told(Position position, long order) {
    }

    /// Tells until the browser is gone or the thread is interrupted.
    void run(Optional<String> lastEventId) throws IOException, InterruptedException {
        Told told = greet(lastEventId);
        flush();
        while (!Thread.currentThread().isInterrupted()) {
            List<Change> changes = view.changesAfter(told.order(), ROWS_EVERY);
            boolean said = tellOfGateways();
            if (!changes.isEmpty() || said) {
                told = tell(told, changes);
                flush();
            } else if (Duration.between(spoken, clock.instant()).compareTo(HEARTBEAT_EVERY) >= 0) {
                write(": heartbeat\n\n");
                flush();
            }
        }
    }

    /// What was missed where that can be told, else everything.
    private Told greet(Optional<String> lastEventId) throws IOException {
        write("retry: 2000\n\n");
        Optional<Missed> missed = lastEventId.flatMap(id -> view.missedSince(id, clock.instant()));
        if (missed.isPresent()) {
            tellOfGateways();
            return tell(new Told(missed.get().from(), missed.get().order()), missed.get().changes());
        }
        if (lastEventId.isPresent()) {
            write(EventRenderer.reset(), null);
        }
        Snapshot snapshot = renderer.snapshot();
        write(snapshot.event(), snapshot.position());
        return new Told(snapshot.position(), snapshot.order());
    }

    /// Before the alerts that it explains, so that they are not announced one by one.
    private boolean tellOfGateways() throws IOException {
        Event said = renderer.gateways();
        if (said.equals(gateways)) {
            return false;
        }
        gateways = said;
        write(said, null);
        return true;
    }

    /// A row is told once for all the changes that touch it, with the last of them.
    private Told tell(Told before, List<Change> changes) throws IOException {
        Map<PatientId, Change> last = new HashMap<>();
        changes.forEach(change -> last.put(change.subject().patientId(), change));
        Told told = before;
        for (Change change : changes) {
            Position position = told.position().past(change, clock.instant());
            told = new Told(position, Math.max(told.order(), change.order()));
            Optional<Event> alert = renderer.alert(change);
            if (alert.isPresent()) {
                write(alert.get(), position);
            }
            if (change.equals(last.get(change.subject().patientId()))) {
                write(renderer.row(change), position);
            }
        }
        return told;
    }

    private void write(Event event, @Nullable Position position) throws IOException {
        String id = position == null ? "" : "id: " + position.id() + "\n";
        write("event: " + event.name() + "\n" + id + "data: ");
        write(event.json());
        write("\n\n");
    }

    private void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// In pieces, so that a slow browser which does take them is told from one that does not.
    private void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += BUFFER) {
            writingSince = clock.instant();
            out.write(bytes, at, Math.min(BUFFER, bytes.length - at));
        }
    }

    private void flush() throws IOException {
        writingSince = clock.instant();
        out.flush();
        writingSince = null;
        spoken = clock.instant();
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
