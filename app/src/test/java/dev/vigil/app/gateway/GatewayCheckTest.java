package dev.vigil.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.app.client.Server;
import dev.vigil.http.EdgeServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The check holds against a real ingest, and fails where something is wrong.
class GatewayCheckTest {

    @TempDir
    static Path directory;

    private static RunningIngest ingest;

    @BeforeAll
    static void open() throws Exception {
        ingest = RunningIngest.start(directory);
    }

    @AfterAll
    static void close() {
        ingest.close();
    }

    @Test
    void shouldPassAGatewaysFirstDay() throws Exception {
        List<Finding> findings = run(ingest.server(RunningIngest.TOKEN), InstantSource.system());
        assertThat(findings).filteredOn(Finding.Failed.class::isInstance).isEmpty();
        assertThat(findings).filteredOn(Finding.Passed.class::isInstance).hasSizeGreaterThanOrEqualTo(13)
                .extracting(Finding::check).contains("what comes too fast is taken after Retry-After");
    }

    @Test
    void shouldSendAgainWhatIsNotKnownToBeStored() throws Exception {
        ingest.stopKafka();
        CompletableFuture<List<Finding>> day = CompletableFuture.supplyAsync(() -> {
            try {
                return run(ingest.server(RunningIngest.TOKEN), InstantSource.system());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (IngestDoor door = new IngestDoor(ingest.server(RunningIngest.TOKEN))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> door.get("/health/live").status() == 200
                    && door.get("/metrics").text().contains("vigil_ingest_unavailable_total 1"));
        }
        ingest.startKafka();
        assertThat(day.get(2, TimeUnit.MINUTES)).noneMatch(Finding.Failed.class::isInstance)
                .filteredOn(Finding.Passed.class::isInstance).extracting(Finding::check)
                .contains("what is not known to be stored is sent again after Retry-After");
    }

    @Test
    void shouldSayWhatToChange() throws Exception {
        assertThat(failed(run(ingest.server("wrong"), InstantSource.system())))
                .contains("set ingest.token or --token-file");
        assertThat(failed(run(ingest.server(RunningIngest.TOKEN), () -> Instant.now().plusSeconds(600))))
                .contains("set the gateway's clock");
        assertThat(failed(run(nobody(1), InstantSource.system()))).contains("check the address");
        try (EdgeServer other = EdgeServer.start("127.0.0.1", 0,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of())) {
            assertThat(failed(run(nobody(other.port()), InstantSource.system()))).contains("check the address");
        }
    }

    private static List<Finding> run(Server server, InstantSource clock) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        boolean sound = new GatewayCheck(server, "check-gateway", Instant.ofEpochMilli(clock.instant().toEpochMilli()),
                clock).run(findings::add);
        assertThat(sound).isEqualTo(findings.stream().noneMatch(Finding.Failed.class::isInstance));
        return findings;
    }

    private static String failed(List<Finding> findings) {
        return findings.stream().filter(Finding.Failed.class::isInstance).map(Finding::toString).findFirst()
                .orElse("nothing failed");
    }

    private static Server nobody(int port) {
        return new Server(URI.create("http://127.0.0.1:" + port), null, null);
    }
}
