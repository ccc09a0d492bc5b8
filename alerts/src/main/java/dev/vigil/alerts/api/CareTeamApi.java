package dev.vigil.alerts.api;

import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.RecentObservations;
import dev.vigil.wire.KafkaConnection;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Everything the care team's browsers and programs talk to, behind one gate; the page's own files before it.
public final class CareTeamApi implements AutoCloseable {

    private static final String BASE = "/api/v1";

    private final Gate gate;
    private final Publisher publisher;
    private final EventsApi events;
    private final PatientsApi patients;
    private final DevicesApi devices;
    private final PlansApi plans;
    private final AlertsApi alerts;

    private CareTeamApi(Gate gate, Publisher publisher, EventsApi events, PatientsApi patients, DevicesApi devices,
            PlansApi plans, AlertsApi alerts) {
        this.gate = gate;
        this.publisher = publisher;
        this.events = events;
        this.patients = patients;
        this.devices = devices;
        this.plans = plans;
        this.alerts = alerts;
    }

    /// What the API answers from.
    public record Sources(CareView view, RecentObservations observations) {
    }

    /// @param secret the care-team token, null where none is asked for
    public static CareTeamApi of(Sources sources, KafkaConnection kafka, @Nullable String secret,
            InstantSource clock, MeterRegistry meters) {
        CareView view = sources.view();
        Publisher publisher = new Publisher(kafka, view, clock);
        return new CareTeamApi(new Gate(secret, clock), publisher, new EventsApi(view, clock, meters),
                new PatientsApi(view, sources.observations(), publisher, clock),
                new DevicesApi(view, publisher), new PlansApi(view, publisher),
                new AlertsApi(view, publisher, clock, meters));
    }

    /// Routes are tried in the order given.
    public void routes(HttpRouting.Builder routing) {
        routing.register(BASE, rules -> {
            gate.routes(rules);
            rules.any(gate::check);
            patients.routes(rules);
            devices.routes(rules);
            plans.routes(rules);
            alerts.routes(rules);
            rules.get("/events", events::stream);
        });
        routing.get("/events", gate::check, events::stream);
        new PageAssets().routes(routing);
    }

    @Override
    public void close() {
        events.close();
        publisher.close();
    }
}
