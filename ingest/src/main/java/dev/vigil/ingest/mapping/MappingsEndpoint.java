package dev.vigil.ingest.mapping;

import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.http.RequestBody;
import dev.vigil.ingest.http.Senders;
import dev.vigil.wire.mapping.MappingCodec;
import dev.vigil.wire.mapping.MappingTemplate;
import dev.vigil.wire.mapping.ParsedMapping;
import dev.vigil.wire.mapping.StoredMapping;
import dev.vigil.wire.plan.PlanProblem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `/v1/mappings/{id}`: the operator adds, reads, replaces and removes templates; each is in force as soon as the
/// answer says so.
public final class MappingsEndpoint {

    private static final int MOST_BYTES = 64 << 10;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Mappings mappings;

    public MappingsEndpoint(Mappings mappings) {
        this.mappings = mappings;
    }

    public void route(HttpRouting.Builder routing) {
        routing.get("/v1/mappings", guarded((request, response) -> list(response)));
        routing.get("/v1/mappings/{id}", guarded(this::show));
        routing.put("/v1/mappings/{id}", guarded(this::put));
        routing.delete("/v1/mappings/{id}", guarded(this::remove));
    }

    private Handler guarded(Handler handler) {
        return (request, response) -> {
            Senders.requireOperator(request);
            if (!mappings.ready()) {
                throw unavailable("The mappings have not been read yet.");
            }
            handler.handle(request, response);
        };
    }

    private void list(ServerResponse response) {
        List<Map<String, Object>> shown = mappings.all().values().stream()
                .sorted((one, other) -> one.mapping().compareTo(other.mapping())).map(MappingsEndpoint::members)
                .toList();
        Replies.json(response, 200, Replies.bytes(Map.of("mappings", shown)));
    }

    private void show(ServerRequest request, ServerResponse response) {
        StoredMapping stored = mappings.get(id(request));
        if (stored == null) {
            throw unknown();
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/yaml")
                .send(stored.template().getBytes(StandardCharsets.UTF_8));
    }

    private void put(ServerRequest request, ServerResponse response) {
        String text = new String(RequestBody.read(request, MOST_BYTES), StandardCharsets.UTF_8);
        String id = switch (MappingCodec.parse(text)) {
            case ParsedMapping.Accepted(MappingTemplate template) -> template.id();
            case ParsedMapping.Refused(List<PlanProblem> problems) -> throw refused(problems);
        };
        if (!id.equals(id(request))) {
            throw refused(List.of(new PlanProblem(1, "mapping", "must be the id in the address")));
        }
        if (!mappings.put(id, text)) {
            throw unavailable("The mapping is not known to be stored; send the same again.");
        }
        Replies.json(response, 200, Replies.bytes(Map.of("mapping", id)));
    }

    private void remove(ServerRequest request, ServerResponse response) {
        if (mappings.get(id(request)) == null) {
            throw unknown();
        }
        if (!mappings.remove(id(request))) {
            throw unavailable("The mapping is not known to be removed; send the same again.");
        }
        response.status(204).send();
    }

    private static ProblemException refused(List<PlanProblem> problems) {
        List<Map<String, Object>> listed = problems.stream().map(problem -> Map.<String, Object>of("line",
                problem.line(), "field", problem.field(), "reason", problem.reason())).toList();
        return new ProblemException(new Problem(400, "malformed-mapping", "The mapping cannot be used",
                problems.getFirst().toString(), Map.of("problems", listed)));
    }

    private static Map<String, Object> members(StoredMapping stored) {
        return Map.of("mapping", stored.mapping(), "changedAt", stored.changedAt().toString());
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.unavailable("mappings-unavailable", detail), SOON);
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no mapping of this name."));
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }
}
