package dev.vigil.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Objects;

/// How every service answers.
public final class Replies {

    private static final HeaderName RETRY_AFTER = HeaderNames.create("Retry-After");
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private Replies() {
    }

    public static void problem(ServerResponse response, Problem problem) {
        if (problem.status() == 401) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        response.status(problem.status()).header(HeaderNames.CONTENT_TYPE, "application/problem+json")
                .send(bytes(problem));
    }

    public static void problem(ServerResponse response, ProblemException exception) {
        Duration retryAfter = exception.retryAfter();
        if (retryAfter != null) {
            retryAfter(response, retryAfter);
        }
        problem(response, exception.problem());
    }

    /// Says when a repeat makes sense, at least a second from now.
    public static void retryAfter(ServerResponse response, Duration wait) {
        response.header(RETRY_AFTER, Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    /// Sends JSON that the service's own mapper has written.
    public static void json(ServerResponse response, int status, byte[] json) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, "application/json").send(json);
    }

    static byte[] bytes(Problem problem) {
        return bytes(problem.members());
    }

    /// Maps, lists, strings and numbers as JSON.
    public static byte[] bytes(Object plain) {
        try {
            return Objects.requireNonNull(PLAIN.writeValueAsBytes(plain));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of strings and numbers can be written as JSON", e);
        }
    }
}
