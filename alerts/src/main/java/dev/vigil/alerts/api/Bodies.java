package dev.vigil.alerts.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.http.RequestBody;
import dev.vigil.wire.json.Json;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Request bodies in, JSON out. What cannot be read is a 400 that names the field and never quotes the value.
final class Bodies {

    private static final int LONGEST = 512 * 1024;

    private Bodies() {
    }

    static <T> T read(ServerRequest request, Class<T> type) {
        byte[] body = RequestBody.read(request, LONGEST);
        try {
            T value = Json.mapper().readValue(body, type);
            if (value == null) {
                throw refused("body", "is missing");
            }
            return value;
        } catch (JsonMappingException e) {
            throw refused(fieldOf(e), reasonOf(e));
        } catch (JacksonException e) {
            throw refused("body", "is not JSON, at byte " + e.getLocation().getByteOffset());
        } catch (NumberFormatException e) { // of an exponent that no number has
            throw refused("body", "holds a number beyond all bounds");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(ServerRequest request) {
        return new String(RequestBody.read(request, LONGEST), StandardCharsets.UTF_8);
    }

    static void send(ServerResponse response, int status, Object value) {
        Replies.json(response, status, json(value));
    }

    static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalStateException("every answer can be written as JSON", e);
        }
    }

    /// A 400 that names the field.
    static ProblemException refused(String field, String reason) {
        return new ProblemException(Problem.badRequest("invalid-field", field + ": " + reason));
    }

    private static String fieldOf(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path;
    }

    /// Our own types explain themselves without values; Jackson's messages quote the input, so they stay out.
    private static String reasonOf(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException ours && !(ours instanceof NumberFormatException)
                ? String.valueOf(ours.getMessage())
                : "is missing or of the wrong type";
    }
}
