package dev.vigil.alerts.api;

import dev.vigil.alerts.live.EventsApi;
import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.RecentObservations;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.wire.KafkaConnection;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything the care team's browsers and programs talk to, behind one gate; the page's own files before it. A node
/// that does not know everything yet answers nothing: half a worklist looks like a whole one.
public final class CareTeamApi implements AutoCloseable {

    private static final String BASE = "/api/v1";
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    private final Supplier<Optional<String>> whyNotWhole;
    private final Gate gate;
    private final Publisher publisher;
    private final EventsApi events;
    private final PatientsApi patients;
    private final DevicesApi devices;
    private final PlansApi plans;
    private final AlertsApi alerts;

    private CareTeamApi(Sources sources, Gate gate, Publisher publisher, InstantSource clock, MeterRegistry meters) {
        CareView view = sources.view();
        this.whyNotWhole = sources.whyNotWhole();
        this.gate = gate;
        this.publisher = publisher;
        events = new EventsApi(view, clock, meters);
        patients = new PatientsApi(view, sources.observations(), publisher, clock);
        devices = new DevicesApi(view, publisher);
        plans = new PlansApi(view, publisher, clock);
        alerts = new AlertsApi(view, publisher, clock, meters);
    }

    /// What the API answers from.
    ///
    /// @param whyNotWhole why the view does not hold everything yet, empty when it does
    public record Sources(CareView view, RecentObservations observations, Supplier<Optional<String>> whyNotWhole) {
    }

    /// @param secret the care-team token, null where none is asked for
    public static CareTeamApi of(Sources sources, KafkaConnection kafka, @Nullable String secret,
            InstantSource clock, MeterRegistry meters) {
        return new CareTeamApi(sources, new Gate(secret, clock, meters), new Publisher(kafka, sources.view(), clock),
                clock, meters);
    }

    /// Routes are tried in the order given.
    public void routes(HttpRouting.Builder routing) {
        routing.register(BASE, rules -> {
            gate.routes(rules);
            rules.any(gate::check);
            rules.any(this::requireWhole);
            patients.routes(rules);
            devices.routes(rules);
            plans.routes(rules);
            alerts.routes(rules);
            rules.get("/events", events::stream);
        });
        routing.get("/events", gate::check, this::requireWhole, events::stream);
        new PageAssets().routes(routing);
    }

    private void requireWhole(ServerRequest request, ServerResponse response) {
        whyNotWhole.get().ifPresent(why -> {
            throw new ProblemException(Problem.unavailable("catching-up",
                    "This node has just started and does not know everything yet."), COME_BACK_AFTER);
        });
        response.next();
    }

    @Override
    public void close() {
        events.close();
        publisher.close();
    }
}
