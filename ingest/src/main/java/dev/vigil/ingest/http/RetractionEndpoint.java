package dev.vigil.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Routes;
import dev.vigil.ingest.check.Sender;
import dev.vigil.wire.json.Json;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/// `POST /v1/readings/{deviceId}/{id}/retraction`: a reading that was pushed does not hold. It is 202 once every
/// in-sync replica has the retraction; whether there is such a reading is decided later, and shows in its outcome.
public final class RetractionEndpoint {

    private final Doorstep doorstep;

    public RetractionEndpoint(Doorstep doorstep) {
        this.doorstep = doorstep;
    }

    public void route(HttpRouting.Builder routing) {
        Routes.only(routing, Method.POST, "/v1/readings/{deviceId}/{id}/retraction", this::retract);
    }

    private void retract(ServerRequest request, ServerResponse response) {
        Doorstep.requireJson(request);
        DeviceId device = pathPart(request, "deviceId", DeviceId::new);
        ReadingId id = pathPart(request, "id", ReadingId::new);
        Sender sender = Senders.of(request);
        if (!sender.devices().covers(device)) {
            throw new ProblemException(Problem.of(403, "device-not-allowed", "Device not allowed",
                    "deviceId is not one that this credential may push for."));
        }
        doorstep.retract(request, (body, now) -> retraction(body, device, id, sender, now));
        response.status(202).send();
    }

    private static Retraction retraction(byte[] body, DeviceId device, ReadingId id, Sender sender,
            Instant now) {
        String reason = reason(body);
        try {
            return new Retraction(device, id, reason, now, sender.name(), Door.HTTP);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static String reason(byte[] body) {
        try {
            JsonNode reason = Json.mapper().readTree(body).path("reason");
            if (!reason.isTextual()) {
                throw malformed("reason is required and must be a string");
            }
            return reason.textValue().strip();
        } catch (JsonProcessingException e) {
            throw malformed("The body is not JSON");
        } catch (IOException e) {
            throw malformed("The body cannot be read");
        }
    }

    private static <T> T pathPart(ServerRequest request, String name, Function<String, T> read) {
        try {
            return read.apply(request.path().pathParameters().get(name));
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw malformed(why.startsWith(name) ? why : name + " " + why);
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(Problem.badRequest("malformed", detail + "."));
    }
}
