package dev.vigil.ingest.http;

import dev.vigil.domain.reading.Door;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Routes;
import dev.vigil.ingest.parse.BodyParser;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `POST /v1/readings`: readings in Vigil's own JSON, one, an array, or one per line.
public final class ReadingsEndpoint {

    private final Doorstep doorstep;
    private final BodyParser parser;

    public ReadingsEndpoint(Doorstep doorstep, BodyParser parser) {
        this.doorstep = doorstep;
        this.parser = parser;
    }

    public void route(HttpRouting.Builder routing) {
        Routes.only(routing, Method.POST, "/v1/readings", this::receive);
    }

    private void receive(ServerRequest request, ServerResponse response) {
        doorstep.receive(request, response, Door.HTTP, isLines(request) ? parser::lines : parser::json);
    }

    private static boolean isLines(ServerRequest request) {
        return switch (Doorstep.contentType(request)) {
            case "application/json" -> false;
            case "application/x-ndjson" -> true;
            default -> throw new ProblemException(Problem.of(415, "unsupported-media-type", "Unsupported media type",
                    "Content-Type must be application/json or application/x-ndjson."));
        };
    }
}
