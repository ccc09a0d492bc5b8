package dev.vigil.alerts.live;

import dev.vigil.alerts.view.CareView;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /events`: the live stream, one virtual thread for each browser, and a watch over those that are stuck.
public final class EventsApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventsApi.class);
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final HeaderName NO_PROXY_BUFFER = HeaderNames.create("X-Accel-Buffering");
    private static final int MOST_CLIENTS = 2_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(10);

    private final CareView view;
    private final EventRenderer renderer;
    private final InstantSource clock;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Thread watch = Thread.ofVirtual().name("vigil-event-watch").unstarted(this::watch);

    public EventsApi(CareView view, InstantSource clock, MeterRegistry meters) {
        this.view = view;
        this.clock = clock;
        renderer = new EventRenderer(view, clock);
        meters.gaugeCollectionSize("vigil.sse.clients", List.of(), streams);
        watch.start();
    }

    public void stream(ServerRequest request, ServerResponse response) {
        if (streams.size() >= MOST_CLIENTS) {
            throw new ProblemException(Problem.unavailable("too-many-streams",
                    "This node already serves " + MOST_CLIENTS + " event streams."), COME_BACK_AFTER);
        }
        Optional<String> lastEventId = request.headers().first(LAST_EVENT_ID).filter(id -> !id.isBlank());
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store").header(NO_PROXY_BUFFER, "no");
        try (OutputStream out = response.outputStream()) {
            EventStream stream = new EventStream(view, renderer, clock, out);
            streams.add(stream);
            try {
                stream.run(lastEventId);
            } finally {
                streams.remove(stream);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("a browser left: {}", e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                streams.forEach(stream -> stream.giveUpIfStuck(clock.instant()));
            }
        } catch (InterruptedException e) {
            LOG.debug("the event watch ends");
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        streams.forEach(EventStream::end);
    }
}
