package dev.vigil.app.house;

import dev.vigil.app.client.Server;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Asks a service whether it is ready, as an operator would.
final class HealthProbe {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private HealthProbe() {
    }

    /// @throws NotReady when patience ends before
    static void awaitReady(String service, Server server, Duration patience, InstantSource clock)
            throws InterruptedException {
        Instant giveUp = clock.instant().plus(patience);
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5)).build();
        try (HttpClient http = server.client()) {
            while (!isReady(http, request)) {
                if (clock.instant().isAfter(giveUp)) {
                    throw new NotReady(service + " is not ready after " + patience.toSeconds() + " s; see " + server
                            + "/health/ready");
                }
                Thread.sleep(BETWEEN);
            }
        }
    }

    private static boolean isReady(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
