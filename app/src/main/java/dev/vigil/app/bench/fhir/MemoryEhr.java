package dev.vigil.app.bench.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// As much of a FHIR server as the benchmark needs: it reads what it gets, takes PUTs and batches of them, remembers
/// what it has, counts. So the exporter's own limit shows.
final class MemoryEhr implements AutoCloseable {

    private static final String CAPABILITIES = """
            {"resourceType":"CapabilityStatement","rest":[{"mode":"server","interaction":[{"code":"batch"}],
            "resource":[%s]}]}""".formatted(Stream.of("Patient", "Observation", "Device", "DeviceMetric",
            "DeviceUseStatement", "Provenance", "RiskAssessment", "DetectedIssue", "Flag").map("""
                    {"type":"%s","updateCreate":true,"interaction":[{"code":"update"}]}"""::formatted)
            .collect(Collectors.joining(",")));

    private final HttpServer server;
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();

    private MemoryEhr(HttpServer server) {
        this.server = server;
    }

    static MemoryEhr start() throws IOException {
        MemoryEhr ehr = new MemoryEhr(HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        ehr.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        ehr.server.createContext("/fhir", ehr::handle);
        ehr.server.start();
        return ehr;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fhir");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().substring("/fhir".length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/metadata")) {
            reply(exchange, 200, CAPABILITIES);
        } else if (path.endsWith("/_search")) {
            reply(exchange, 200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}");
        } else if (path.contains("_summary=count")) {
            String type = path.substring(1, path.indexOf('?')) + "/";
            reply(exchange, 200, "{\"resourceType\":\"Bundle\",\"total\":"
                    + versions.keySet().stream().filter(reference -> reference.startsWith(type)).count() + "}");
        } else if (exchange.getRequestMethod().equals("PUT")) {
            String reference = path.substring(1);
            Json.mapper().readTree(body);
            exchange.getResponseHeaders().set("ETag", "W/\"" + store(reference) + "\"");
            reply(exchange, 201, "{}");
        } else {
            reply(exchange, 200, batch(Json.mapper().readTree(body)).toString());
        }
    }

    private ObjectNode batch(JsonNode bundle) {
        ObjectNode answer = Json.mapper().createObjectNode().put("resourceType", "Bundle")
                .put("type", "batch-response");
        ArrayNode entries = answer.putArray("entry");
        for (JsonNode entry : bundle.path("entry")) {
            int version = store(entry.path("request").path("url").asText());
            entries.addObject().putObject("response").put("status", version == 1 ? "201 Created" : "200 OK")
                    .put("etag", "W/\"" + version + "\"");
        }
        return answer;
    }

    private int store(String reference) {
        return versions.merge(reference, 1, Integer::sum);
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
