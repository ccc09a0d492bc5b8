package dev.vigil.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alerts.api.CareTeamApi;
import dev.vigil.alerts.view.CareView;
import dev.vigil.alerts.view.RecentObservations;
import dev.vigil.alerts.view.TopicFollower;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertEntry;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.http.EdgeServer;
import dev.vigil.wire.AlertKey;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API where nothing else runs: commands wait for a lifecycle, questions for a view that knows everything.
@Tag("slow")
class LoneApiTest {

    private static final PatientId ADA = new PatientId("ada");
    private static final Instant RAISED = Instant.parse("2026-11-22T10:00:00Z");
    private static final String BODY = "{\"by\": \"nurse.klein\", \"commandId\": \"c-1\"}";

    @TempDir
    private Path directory;

    @Test
    void shouldSayWhereToLookAndKnowTheOutcomeOnceThereIsOne() throws Exception {
        InstantSource clock = InstantSource.system();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Station station = new Station(directory)) {
            CareView view = new CareView(() -> "cluster", gateway -> Optional.empty());
            try (TopicFollower tables = TopicFollower.start("tables", CareView.topics(), station.kafka(), null, view);
                    CareTeamApi api = CareTeamApi.of(
                            new CareTeamApi.Sources(view, new RecentObservations(clock), tables::whyNotReady),
                            station.kafka(), null, clock, meters);
                    EdgeServer server = EdgeServer.start("127.0.0.1", 0, meters, List.of(), api::routes)) {
                publish(station, alert(new AlertState.Active(), List.of()));
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(
                        () -> view.alert("a-1").isPresent() && tables.whyNotReady().isEmpty());
                URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/alerts/a-1/acknowledge");

                HttpResponse<String> undecided = station.send(address, BODY);
                assertThat(undecided.statusCode()).isEqualTo(202);
                assertThat(undecided.headers().firstValue("Location")).contains("/api/v1/alerts/a-1");

                CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(
                        () -> send(station, address));
                publish(station, alert(new AlertState.Acknowledged("nurse.klein", RAISED), List.of(
                        new AlertEntry(RAISED, "acknowledge", "nurse.klein", null, "c-1"))));
                assertThat(waiting.get().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldAnswerNothingBeforeItKnowsEverything() throws Exception {
        InstantSource clock = InstantSource.system();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CareTeamApi.Sources behind = new CareTeamApi.Sources(new CareView(() -> "cluster", gateway -> Optional.empty()),
                new RecentObservations(clock), () -> Optional.of("it has not caught up"));
        try (CareTeamApi api = CareTeamApi.of(behind, KafkaConnection.to("127.0.0.1:1"), null, clock, meters);
                EdgeServer server = EdgeServer.start("127.0.0.1", 0, meters, List.of(), api::routes);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> worklist = http.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/api/v1/patients")).build(),
                    BodyHandlers.ofString());

            assertThat(worklist.statusCode()).isEqualTo(503);
            assertThat(worklist.headers().firstValue("Retry-After")).contains("1");
        }
    }

    private static HttpResponse<String> send(Station station, URI address) {
        try {
            return station.send(address, BODY);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void publish(Station station, Alert alert) throws Exception {
        station.write(Topics.ALERTS, new AlertKey(ADA, alert.id()), alert);
    }

    private static Alert alert(AlertState state, List<AlertEntry> history) {
        return new Alert("a-1", ADA, RuleKind.PHYSIOLOGICAL, Priority.HIGH, state, RAISED, RAISED, List.of(), 0,
                history);
    }
}
