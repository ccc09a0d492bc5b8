package dev.vigil.alerts;

import dev.vigil.alerts.api.CareTeamApi;
import dev.vigil.alerts.lifecycle.LifecycleStreams;
import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.RecentObservations;
import dev.vigil.alerts.view.TopicFollower;
import dev.vigil.domain.plan.Priority;
import dev.vigil.http.EdgeServer;
import dev.vigil.http.Readiness;
import dev.vigil.http.tls.ServerTls;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The alerts stage of one process: the lifecycle application, this node's view, and the API and page over both. Any
/// number of processes may run it; each shows everything. Ready when it has caught up, runs, and Kafka answers.
public final class Alerts implements AutoCloseable {

    private final KafkaProbe probe;
    private final LifecycleStreams lifecycle;
    private final TopicFollower tables;
    private final TopicFollower charts;
    private final CareTeamApi api;
    private final @Nullable EdgeServer server;

    private Alerts(KafkaProbe probe, LifecycleStreams lifecycle, TopicFollower tables, TopicFollower charts,
            CareTeamApi api, @Nullable EdgeServer server) {
        this.probe = probe;
        this.lifecycle = lifecycle;
        this.tables = tables;
        this.charts = charts;
        this.api = api;
        this.server = server;
    }

    /// Listens when this returns; ready when Kafka and the topics are there, now or later.
    public static Alerts start(AlertsConfig config, KafkaConnection kafka, PrometheusMeterRegistry meters,
            InstantSource clock) {
        ServerTls tls = config.tls() == null ? null : ServerTls.open("alerts", config.tls(), meters);
        KafkaProbe probe = new KafkaProbe(kafka, clock);
        RecentObservations observations = new RecentObservations(clock);
        CareView view = new CareView(probe::cluster, observations::heardThrough);
        TopicFollower tables = TopicFollower.start("vigil-care-view", CareView.topics(), kafka, null, view);
        TopicFollower charts = TopicFollower.start("vigil-care-charts", List.of(Topics.OBSERVATIONS), kafka,
                clock.instant().minus(RecentObservations.KEPT), observations);
        LifecycleStreams lifecycle = LifecycleStreams.start(kafka, config.stateDir(), config.threads(), clock, meters);
        CareTeamApi api = CareTeamApi.of(new CareTeamApi.Sources(view, observations, tables::whyNotReady), kafka,
                config.token(), clock, meters);
        openAlerts(view, meters);
        Alerts unheard = new Alerts(probe, lifecycle, tables, charts, api, null);
        try {
            EdgeServer server = EdgeServer.start(config.host(), config.port(), tls, meters, unheard.needs(),
                    api::routes);
            return new Alerts(probe, lifecycle, tables, charts, api, server);
        } catch (RuntimeException e) {
            unheard.close();
            throw e;
        }
    }

    private List<Readiness> needs() {
        return List.of(new Readiness("kafka", probe::whyNotReady),
                new Readiness("lifecycle", lifecycle::whyNotReady),
                new Readiness("view", tables::whyNotReady), new Readiness("charts", charts::whyNotReady));
    }

    private static void openAlerts(CareView view, MeterRegistry meters) {
        for (Priority priority : Priority.values()) {
            Gauge.builder("vigil.alerts.open", view, known -> known.alerts().stream()
                    .filter(alert -> alert.priority() == priority && alert.state().isOpen()).count())
                    .tag("priority", priority.code()).register(meters);
        }
    }

    public int port() {
        return Objects.requireNonNull(server, "it listens").port();
    }

    @Override
    public void close() {
        api.close();
        if (server != null) {
            server.close();
        }
        lifecycle.close();
        tables.close();
        charts.close();
        probe.close();
    }
}
