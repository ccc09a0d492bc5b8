package dev.vigil.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Broken;
import dev.vigil.fhir.rest.Write.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers as no server should give them.
class AnswersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Write WRITE = new Write(Method.PUT, "Observation/a", null, null, "{}");

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "9999999", "99999999999999999999", "+3", "0x10",
        "Mon, 99 Nov 2026 08:00:00 GMT", "Mon, 23 Nov 999999999999 08:00:00 GMT"})
    void shouldGoByItsOwnWaitWhereRetryAfterIsOdd(String retryAfter) throws Exception {
        Answered answered = (Answered) answer(503, retryAfter, "", List.of(WRITE));
        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.retryAfter()).isNull();
    }

    @Test
    void shouldReadSecondsAndDates() throws Exception {
        assertThat(((Answered) answer(503, "120", "", List.of(WRITE))).retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(((Answered) answer(429, "Mon, 23 Nov 2026 08:01:00 GMT", "", List.of(WRITE))).retryAfter())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "2", "20", "two hundred", "٢٠٠", "99999999999", "-20", "2e2"})
    void shouldTakeAnOddStatusOfAnEntryForTheServersTrouble(String status) throws Exception {
        String entry = "{\"response\":{\"status\":\"" + status + "\",\"etag\":\"W/1\"}}";
        Answered answered = (Answered) answer(200, "1", "{\"entry\":[" + entry + "," + entry + "]}",
                List.of(WRITE, WRITE));
        assertThat(answered.entries()).hasSize(2)
                .allSatisfy(each -> assertThat(Meaning.of(each.status())).isNotEqualTo(Meaning.TAKEN));
    }

    @Test
    void shouldFollowNoAddressThatIsNone() throws Exception {
        HttpServer server = server(200, "", "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\","
                + "\"url\":\"no address %%\"}]}");
        try (EhrClient client = client(server)) {
            assertThat(client.search("Observation", "_id=a")).isInstanceOf(Found.Failed.class);
        } finally {
            server.stop(0);
        }
    }

    private static Answer answer(int status, String retryAfter, String body, List<Write> writes) throws Exception {
        HttpServer server = server(status, retryAfter, body);
        try (EhrClient client = client(server)) {
            Answer answer = client.write(writes);
            assertThat(answer).isNotInstanceOf(Broken.class);
            return answer;
        } finally {
            server.stop(0);
        }
    }

    private static EhrClient client(HttpServer server) {
        return new EhrClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(20),
                Authorization.none(), () -> NOW);
    }

    private static HttpServer server(int status, String retryAfter, String body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
