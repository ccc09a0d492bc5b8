package dev.vigil.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.http.EdgeServer.Listening;
import dev.vigil.http.EdgeServer.Patience;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Requests that are begun and never come to an end would else hold a file of the server's each, for ever.
class DawdlersTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int EACH = 30;

    @Test
    void shouldCutOffWhoNeverComesToTheEndOfItsRequestAndServeOthersMeanwhile() throws IOException {
        try (EdgeServer server = EdgeServer.start(
                new Listening("127.0.0.1", 0, null, new Patience(SHORT, SHORT, SHORT)),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of(), routing -> {})) {
            List<Socket> dawdlers = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                dawdlers.add(open(server.port(), "GE"));
                dawdlers.add(open(server.port(), "GET /health/live HTTP/1.1\r\nHost: x\r\nX: "));
            }
            try (Socket brisk = open(server.port(), "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")) {
                assertThat(brisk.getInputStream().read()).isEqualTo('H');
            }
            for (Socket dawdler : dawdlers) {
                assertThat(isCut(dawdler)).isTrue();
                dawdler.close();
            }
        }
    }

    private static Socket open(int port, String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean isCut(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
