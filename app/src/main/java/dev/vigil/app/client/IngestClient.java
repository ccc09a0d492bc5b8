package dev.vigil.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A gateway that follows ingest's replies: what is not acknowledged is sent again, after the time that ingest asks
/// for, so that an outage loses nothing.
public final class IngestClient implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String LATER = "rate-limited";

    private final HttpClient http;
    private final Server server;
    private final Duration patience;
    private final PushCount count;

    public IngestClient(Server server, Duration patience, PushCount count) {
        this.server = server;
        http = server.client();
        this.patience = patience;
        this.count = count;
    }

    /// Returns when each reading is accepted, refused for good, or the patience is at its end.
    public void push(List<ObjectNode> readings) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<ObjectNode> waiting = readings;
        while (!waiting.isEmpty()) {
            Answer answer = send(waiting);
            count.accept(answer.accepted());
            answer.refused().forEach(count::reject);
            waiting = answer.again();
            if (!waiting.isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    count.fail(waiting.size());
                    return;
                }
                count.retry();
                Thread.sleep(answer.after());
            }
        }
    }

    /// @param again readings to send again, after a time
    private record Answer(long accepted, List<String> refused, List<ObjectNode> again, Duration after) {

        static Answer notNow(List<ObjectNode> all, Duration after) {
            return new Answer(0, List.of(), all, after);
        }
    }

    private Answer send(List<ObjectNode> readings) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request(readings), HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 202, 400 -> judged(readings, response);
                case 401, 403 -> throw new ServerRefused("ingest refused the access token (HTTP "
                        + response.statusCode() + ")");
                case 413 -> tooLarge(readings);
                default -> Answer.notNow(readings, retryAfter(response));
            };
        } catch (IOException e) {
            return Answer.notNow(readings, PAUSE);
        }
    }

    private HttpRequest request(List<ObjectNode> readings) {
        String body = readings.stream().map(ObjectNode::toString).collect(Collectors.joining("\n"));
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("/v1/readings"))
                .timeout(Duration.ofSeconds(60)).header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (server.token() != null) {
            request.header("Authorization", "Bearer " + server.token());
        }
        return request.build();
    }

    /// 202, or 400 where every reading was refused: both say what became of each.
    private Answer judged(List<ObjectNode> readings, HttpResponse<String> response) {
        JsonNode body = parse(response.body());
        List<String> refused = new ArrayList<>();
        List<ObjectNode> again = new ArrayList<>();
        for (JsonNode rejection : body.path("rejected")) {
            String type = rejection.path("type").asText("unknown").replaceFirst("^.*:", "");
            int index = rejection.path("index").asInt(-1);
            if (type.equals(LATER) && index >= 0 && index < readings.size()) {
                again.add(readings.get(index));
            } else {
                refused.add(type);
            }
        }
        if (response.statusCode() == 400 && refused.isEmpty() && again.isEmpty()) {
            readings.forEach(reading -> refused.add("unreadable-request"));
        }
        return new Answer(body.path("accepted").asLong(0), refused, again, retryAfter(response));
    }

    private Answer tooLarge(List<ObjectNode> readings) throws InterruptedException {
        if (readings.size() == 1) {
            return new Answer(0, List.of("too-large"), List.of(), PAUSE);
        }
        int half = readings.size() / 2;
        push(readings.subList(0, half));
        push(readings.subList(half, readings.size()));
        return new Answer(0, List.of(), List.of(), PAUSE);
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return response.headers().firstValue("Retry-After").filter(value -> value.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))).orElse(PAUSE);
    }

    private static JsonNode parse(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
