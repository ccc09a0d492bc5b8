package dev.vigil.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns every failure into a problem. A person gets a sentence; a fault of ours gets an id that the log has too. What
/// the request held is in neither.
final class Failures {

    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

    private Failures() {
    }

    static void handle(HttpRouting.Builder routing) {
        routing.error(ProblemException.class, (request, response, e) -> Replies.problem(response, e));
        routing.error(HttpException.class, (request, response, e) -> Replies.problem(response, ofStatus(e.status())));
        routing.error(Throwable.class, Failures::fault);
    }

    /// The name of a method comes from our own code, so a trace may be logged; messages may quote input, so they may
    /// not.
    private static void fault(ServerRequest request, ServerResponse response, Throwable e) {
        String id = UUID.randomUUID().toString();
        StackTraceElement[] trace = e.getStackTrace();
        LOGGER.error("request failed: id={} type={} at={}", id, e.getClass().getName(),
                trace.length == 0 ? "?" : trace[0]);
        Replies.problem(response, Problem.of(500, "internal-error", "A fault of the service",
                "The service failed; its log has the cause under " + id + "."));
    }

    static TransportResponse direct(TransportRequest request, EventType type, Status status,
            ServerResponseHeaders headers, String message) {
        boolean blamesTheService = type == EventType.BAD_REQUEST && status.code() >= 500;
        Status honest = blamesTheService ? Status.BAD_REQUEST_400 : status;
        return TransportResponse.builder().status(honest).headers(headers).keepAlive(type.keepAlive())
                .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
                .entity(Replies.bytes(ofStatus(honest))).build();
    }

    private static Problem ofStatus(Status status) {
        return switch (status.code()) {
            case 400 -> Problem.badRequest("bad-request", "The request is not HTTP as this service reads it.");
            case 404 -> Problem.notFound("There is nothing at this address.");
            case 405 -> Problem.of(405, "method-not-allowed", "Method not allowed",
                    "This address does not take this method.");
            case 413 -> Problem.of(413, "too-large", "Too large", "The request is larger than the service takes.");
            case 415 -> Problem.of(415, "unsupported-media-type", "Unsupported media type",
                    "The service does not read this content type or encoding.");
            case 500 -> Problem.of(500, "internal-error", "A fault of the service", "The service failed.");
            default -> Problem.of(status.code(), "http-" + status.code(), status.reasonPhrase(),
                    "The request was refused.");
        };
    }
}
