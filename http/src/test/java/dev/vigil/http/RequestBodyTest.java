package dev.vigil.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

    private static final int LIMIT = 1000;

    private final EdgeServer server = EdgeServer.start("127.0.0.1", 0,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of(),
            routing -> routing.post("/length", (request, response) -> response
                    .send(Integer.toString(RequestBody.read(request, LIMIT).length)))
                    .post("/echo", (request, response) -> response.send(RequestBody.read(request, 40_000))));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldTakeABodyUpToTheLimit() throws Exception {
        assertThat(post(new byte[LIMIT], "identity").body()).isEqualTo("1000");
        assertThat(post(new byte[0], "identity").body()).isEqualTo("0");
    }

    @Test
    void shouldRefuseALongerOneSoThatTheSenderCanReadIt() throws Exception {
        assertThat(post(new byte[LIMIT + 1], "identity").statusCode()).isEqualTo(413);
        assertThat(post(new byte[20_000_000], "identity").body()).contains("urn:vigil:problem:too-large");
    }

    @Test
    void shouldUnpackGzip() throws Exception {
        assertThat(post(gzip(new byte[LIMIT]), "gzip").body()).isEqualTo("1000");
        assertThat(post(gzip(new byte[LIMIT]), "X-GZip").body()).isEqualTo("1000");
    }

    @Test
    void shouldCutOffAnArchiveThatUnpacksBeyondTheLimit() throws Exception {
        HttpResponse<String> response = post(gzip(new byte[200_000_000]), "gzip");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("1000 bytes (counted after unpacking)");
    }

    @Test
    void shouldBlameTheSenderForBrokenGzip() throws Exception {
        byte[] whole = gzip(new byte[LIMIT]);
        assertThat(post("not gzip".getBytes(StandardCharsets.UTF_8), "gzip").statusCode()).isEqualTo(400);
        assertThat(post(Arrays.copyOf(whole, whole.length - 9), "gzip").body()).contains("broken-gzip");
    }

    @Test
    void shouldNameAnEncodingItDoesNotRead() throws Exception {
        HttpResponse<String> response = post(new byte[1], "br");
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("unsupported-encoding");
    }

    @Test
    void shouldBlameTheSenderForABodyThatEndsEarlyOrIsBadlyChunked() throws Exception {
        assertThat(raw("POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this")).contains(" 400 ");
        assertThat(raw("POST /length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n"))
                .contains(" 400 ");
        assertThat(raw("POST /length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"))
                .contains(" 400 ");
    }

    @Test
    void shouldReadABodyOfAnyLengthWhetherItIsToldBeforeOrNot() throws Exception {
        for (int length : new int[] {1, 16_383, 16_384, 16_385, 16_386, 40_000}) {
            byte[] body = new byte[length];
            new Random(length).nextBytes(body);
            assertThat(echoed(HttpRequest.BodyPublishers.ofByteArray(body))).isEqualTo(body);
            assertThat(echoed(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                    .isEqualTo(body);
        }
    }

    @Test
    void shouldLetGoOfABodyThatStopsHalfWay() throws Exception {
        assertThatIsLetGo("POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
    }

    @Test
    void shouldLetGoOfAnArchiveThatStopsInItsHeader() throws Exception {
        assertThatIsLetGo("POST /length HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n");
    }

    private static void assertThatIsLetGo(String begun) throws IOException {
        BodyBudget budget = new BodyBudget(LIMIT, Duration.ofMillis(50));
        try (EdgeServer impatient = EdgeServer.start("127.0.0.1", 0,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of(), routing -> routing.post("/length",
                        (request, response) -> RequestBody.read(request, LIMIT, budget).close()));
                Socket socket = new Socket("127.0.0.1", impatient.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).as("the end of the connection").isEqualTo(-1);
            await().until(() -> budget.held() == 0);
        }
    }

    private byte[] echoed(HttpRequest.BodyPublisher body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/echo"))
                    .POST(body).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private HttpResponse<String> post(byte[] body, String encoding) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/length"))
                    .header("Content-Encoding", encoding).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
