package dev.vigil.ingest.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.RequestBody;
import dev.vigil.ingest.access.Wanted;
import dev.vigil.wire.json.Instants;
import dev.vigil.wire.json.Json;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An operator's request about a credential. Strict where readings are lenient: a misspelt field would else make a
/// credential wider than was meant.
final class CredentialRequest {

    private static final int MOST_BYTES = 1 << 20;

    private final JsonNode json;

    private CredentialRequest(JsonNode json) {
        this.json = json;
    }

    /// @throws ProblemException 400 naming a field that is not known here
    static CredentialRequest read(ServerRequest request, Set<String> fields) {
        JsonNode json = parse(RequestBody.read(request, MOST_BYTES));
        if (!json.isObject()) {
            throw malformed("The body must be a JSON object.");
        }
        json.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw malformed("A field is not known here; there are " + String.join(", ", new TreeSet<>(fields))
                        + ".");
            }
        });
        return new CredentialRequest(json);
    }

    String name() {
        String name = text("name");
        if (name == null) {
            throw malformed("name is required.");
        }
        return name;
    }

    Wanted wanted() {
        String expiresAt = text("expiresAt");
        Instant expiry = expiresAt == null ? null : Instants.parse(expiresAt);
        return new Wanted(flag("allDevices", false), list("devices", DeviceId::new), expiry,
                list("certificates", Function.identity()));
    }

    boolean withToken() {
        return flag("withToken", true);
    }

    Duration overlap(Duration byDefault) {
        String overlap = text("overlap");
        return overlap == null ? byDefault : Instants.parseDuration(overlap);
    }

    private @Nullable String text(String field) {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw malformed(field + " must be a string.");
        }
        return node.textValue();
    }

    private boolean flag(String field, boolean byDefault) {
        JsonNode node = json.path(field);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw malformed(field + " must be true or false.");
        }
        return node.asBoolean(byDefault);
    }

    private <T> SortedSet<T> list(String field, Function<String, T> read) {
        JsonNode node = json.path(field);
        if (!node.isMissingNode() && !node.isArray()) {
            throw malformed(field + " must be a list of strings.");
        }
        SortedSet<T> items = new TreeSet<>();
        for (JsonNode item : node) {
            if (!item.isTextual()) {
                throw malformed(field + " must be a list of strings.");
            }
            items.add(read.apply(item.textValue()));
        }
        return items;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? Json.mapper().createObjectNode() : Json.mapper().readTree(body);
        } catch (JacksonException e) {
            throw malformed("The body is not JSON.");
        } catch (IOException | NumberFormatException e) { // the latter from an exponent that no number has
            throw malformed("The body cannot be read.");
        }
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(Problem.badRequest("malformed", detail));
    }
}
