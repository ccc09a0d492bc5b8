package dev.vigil.streams.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/// Passes a question on to another instance. One that does not answer in time, or says that it cannot, is no answer:
/// whoever asked goes on to the next.
final class OtherInstances {

    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    private final @Nullable String secret;

    OtherInstances(@Nullable String secret) {
        this.secret = secret;
    }

    /// What it said.
    record Answer(int status, String contentType, byte[] body) {
    }

    Optional<Answer> ask(HostInfo other, String path) {
        String host = other.host().contains(":") ? "[" + other.host() + "]" : other.host();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + other.port() + path))
                .timeout(ANSWER_WITHIN).header(QueryApi.PASSED_ON.defaultCase(), "1");
        if (secret != null) {
            request.header("Authorization", "Bearer " + secret);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() >= 500 ? Optional.empty() : Optional.of(new Answer(response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("application/json"), response.body()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
