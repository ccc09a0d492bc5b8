package dev.vigil.alerts.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Serves the page and a scripted care-team API whose network can be made to fail in the ways networks do.
final class StandInApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css", "text/css",
            "js", "text/javascript", "json", "application/json", "svg", "image/svg+xml");
    private static final String PLAN = """
            {"plan": "heart-failure", "rules": [
              {"id": "spo2-low", "priority": "high", "when": {"vital": "oxygen-saturation", "below": 90}},
              {"id": "hr-high", "priority": "medium", "when": {"vital": "heart-rate", "above": 130}},
              {"id": "hr-low", "priority": "medium", "when": {"vital": "heart-rate", "below": 45}}]}
            """;

    /// How the network behaves.
    enum Network {
        UP, SILENT, DOWN, NO_STREAM
    }

    /// A person's command as the page sent it.
    record Command(String alertId, String verb, JsonNode body) {
    }

    private record Event(int id, String text) {
    }

    final Map<String, ObjectNode> rows;
    final List<Command> commands = new CopyOnWriteArrayList<>();
    final List<String> resumedFrom = new CopyOnWriteArrayList<>();
    volatile Network network = Network.UP;
    volatile boolean ready = true;
    volatile @Nullable String token;
    volatile @Nullable String refusal;

    private final Ward ward;
    private final HttpServer server;
    private final List<OutputStream> streams = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor();

    StandInApi(int port, Duration heartbeatEvery) throws IOException {
        ward = new Ward(Instant.now());
        rows = ward.rows();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::page);
        server.createContext("/api/v1/", exchange -> guarded(exchange, this::api));
        server.createContext("/health/ready",
                exchange -> answer(exchange, network == Network.DOWN || !ready ? 503 : 200, "{}"));
        server.start();
        heartbeat.scheduleAtFixedRate(() -> write(": heartbeat\n\n"), heartbeatEvery.toMillis(),
                heartbeatEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /// Sends an event to everybody who listens, and remembers it for those who come back.
    synchronized void publish(String type, JsonNode document) {
        Event event = new Event(events.size() + 1,
                "event: " + type + "\nid: " + (events.size() + 1) + "\ndata: " + document + "\n\n");
        events.add(event);
        write(event.text());
    }

    void publishRow(String patientId) {
        publish("patient", rows.get(patientId).put("at", Instant.now().toString()));
    }

    /// Tells everybody that the stream cannot go on from where it was.
    void reset() {
        publish("reset", JSON.createObjectNode().put("reason", "position-unknown"));
        publish("snapshot", worklist());
    }

    /// Cuts every stream, as a restarted server or a lost network does.
    synchronized void cut() {
        for (OutputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                continue; // it was gone already
            }
        }
        streams.clear();
    }

    private synchronized void write(String text) {
        if (network == Network.UP) {
            streams.removeIf(stream -> !wrote(stream, text));
        }
    }

    private static boolean wrote(OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void guarded(HttpExchange exchange, Handler handler) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        if (network == Network.DOWN) {
            exchange.close();
        } else if (token != null && !path.endsWith("/session") && !cookie.contains("vigil=" + token)) {
            problem(exchange, 401, "sign in first");
        } else {
            handler.handle(exchange);
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring("/api/v1/".length()).split("/");
        switch (path[0]) {
            case "session" -> session(exchange);
            case "events" -> stream(exchange);
            case "plans" -> answer(exchange, 200, PLAN);
            case "patients" -> patients(exchange, path);
            case "alerts" -> alerts(exchange, path);
            default -> problem(exchange, 404, "no such path");
        }
    }

    private void session(HttpExchange exchange) throws IOException {
        String given = JSON.readTree(exchange.getRequestBody()).path("token").asText();
        if (given.equals(token)) {
            exchange.getResponseHeaders().add("Set-Cookie", "vigil=" + given + "; HttpOnly; SameSite=Strict; Path=/");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else {
            problem(exchange, 401, "the token is not accepted");
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (network == Network.NO_STREAM) {
            problem(exchange, 503, "no streams today");
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        synchronized (this) {
            OutputStream stream = exchange.getResponseBody();
            if (last == null) {
                wrote(stream, "event: snapshot\nid: " + events.size() + "\ndata: " + worklist() + "\n\n");
            } else {
                resumedFrom.add(last);
                events.stream().filter(event -> event.id() > Integer.parseInt(last))
                        .forEach(event -> wrote(stream, event.text()));
            }
            streams.add(stream);
        }
    }

    private void patients(HttpExchange exchange, String[] path) throws IOException {
        if (path.length == 1) {
            answer(exchange, 200, worklist().toString());
        } else if (!rows.containsKey(path[1])) {
            problem(exchange, 404, "no such patient");
        } else {
            ObjectNode document = path.length == 2 ? ward.profile(path[1]) : ward.history(path[1]);
            answer(exchange, 200, document.toString());
        }
    }

    private ObjectNode worklist() {
        ObjectNode worklist = JSON.createObjectNode().put("at", Instant.now().toString());
        worklist.putArray("patients").addAll(rows.values());
        return worklist;
    }

    private void alerts(HttpExchange exchange, String[] path) throws IOException {
        if (path.length == 1) {
            String patientId = exchange.getRequestURI().getQuery().replaceAll(".*patient=([^&]*).*", "$1");
            ObjectNode found = JSON.createObjectNode().put("at", Instant.now().toString());
            var alerts = found.putArray("alerts");
            rows.get(patientId).get("alerts").forEach(alert -> alerts.add(full(patientId, (ObjectNode) alert)));
            answer(exchange, 200, found.toString());
            return;
        }
        Command command = new Command(path[1], path[2], JSON.readTree(exchange.getRequestBody()));
        commands.add(command);
        if (refusal == null) {
            obey(exchange, command);
        } else {
            problem(exchange, 409, refusal);
        }
    }

    private void obey(HttpExchange exchange, Command command) throws IOException {
        for (var row : rows.entrySet()) {
            for (JsonNode alert : row.getValue().get("alerts")) {
                if (alert.get("id").asText().equals(command.alertId())) {
                    ObjectNode changed = changed((ObjectNode) alert, command);
                    JsonNode document = full(row.getKey(), changed);
                    answer(exchange, 200, document.toString());
                    publish("alert", document);
                    publishRow(row.getKey());
                    return;
                }
            }
        }
        problem(exchange, 404, "no such alert");
    }

    private static ObjectNode changed(ObjectNode alert, Command command) {
        String by = command.body().path("by").asText();
        String now = Instant.now().toString();
        switch (command.verb()) {
            case "acknowledge" ->
                alert.put("state", "acknowledged").put("acknowledgedBy", by).put("acknowledgedAt", now);
            case "snooze" -> alert.put("state", "snoozed").put("snoozedBy", by).put("snoozedUntil",
                    Instant.now().plus(Duration.parse(command.body().get("for").asText())).toString());
            case "resolve" -> alert.put("state", "resolved");
            default -> alert.put("lastNote", command.body().path("note").asText());
        }
        return alert.put("at", now);
    }

    private static ObjectNode full(String patientId, ObjectNode alert) {
        ObjectNode full = alert.deepCopy();
        full.put("patientId", patientId).put("escalation", 0);
        ArrayNode signals = full.putArray("signals");
        for (int i = 0; i < alert.get("signals").asInt(); i++) {
            signals.addObject().put("state", "raised").put("priority", alert.get("priority").asText()).put(
                    "explanation",
                    i == 0 ? alert.get("explanation").asText() : "Heart rate 118 /min is above 110 /min.");
        }
        var history = full.putArray("history");
        history.addObject().put("at", alert.get("raisedAt").asText()).put("event", "raised")
                .put("note", alert.get("explanation").asText());
        if (alert.hasNonNull("acknowledgedBy")) {
            history.addObject().put("at", alert.get("acknowledgedAt").asText()).put("event", "acknowledge")
                    .put("by", alert.get("acknowledgedBy").asText()).put("note", "Calling her now.");
        }
        return full;
    }

    private void page(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String file = path.equals("/") ? "/index.html" : path;
        try (InputStream content = StandInApi.class.getResourceAsStream("/page" + file)) {
            if (content == null) {
                problem(exchange, 404, "no such file");
                return;
            }
            String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'self'");
            byte[] bytes = content.readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }

    private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
        answer(exchange, status, JSON.createObjectNode().put("status", status).put("detail", detail).toString());
    }

    private static void answer(HttpExchange exchange, int status, String document) throws IOException {
        if (exchange.getResponseHeaders().getFirst("Content-Type") == null) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
        }
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        heartbeat.shutdownNow();
        cut();
        server.stop(0);
    }
}
