package dev.vigil.fhir.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Broken;
import dev.vigil.fhir.rest.Answer.Entry;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Speaks to one FHIR server. Thread-safe. URLs hold resource types and ids only.
final class EhrClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(120);
    private static final String FHIR_JSON = "application/fhir+json";

    private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT)
            .followRedirects(Redirect.NEVER).build();
    private final String base;
    private final InstantSource clock;

    EhrClient(URI base, InstantSource clock) {
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.clock = clock;
    }

    Answer send(Work work) throws InterruptedException {
        return work.isSingle() ? put(work.entries().getFirst().resource()) : post(work);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer put(EncodedResource resource) throws InterruptedException {
        return exchange(request("/" + resource.reference())
                .PUT(BodyPublishers.ofString(resource.json())).build(), false);
    }

    private Answer post(Work work) throws InterruptedException {
        String entries = work.entries().stream().map(entry -> entry(entry.resource()))
                .collect(Collectors.joining(","));
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[" + entries + "]}";
        return exchange(request("").POST(BodyPublishers.ofString(bundle)).build(), true);
    }

    private static String entry(EncodedResource resource) {
        return "{\"resource\":" + resource.json() + ",\"request\":{\"method\":\"PUT\",\"url\":\""
                + resource.reference() + "\"}}";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER)
                .header("Content-Type", FHIR_JSON + ";charset=utf-8").header("Accept", FHIR_JSON)
                .header("Prefer", "return=minimal");
    }

    private Answer exchange(HttpRequest request, boolean batch) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            boolean taken = response.statusCode() >= 200 && response.statusCode() < 300;
            if (taken && batch) {
                return new Answered(response.statusCode(), retryAfter(response), entries(response.body()), null);
            }
            return new Answered(response.statusCode(), retryAfter(response), List.of(),
                    taken ? null : outcome(response.body()));
        } catch (JacksonException e) {
            return new Broken("the FHIR server's answer is not JSON");
        } catch (IOException e) { // its message may quote the URL, never a body
            return new Broken("the FHIR server cannot be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static List<Entry> entries(String body) throws JacksonException {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : Json.mapper().readTree(body).path("entry")) {
            JsonNode response = entry.path("response");
            JsonNode outcome = response.path("outcome");
            entries.add(new Entry(status(response.path("status").asText()),
                    outcome.isMissingNode() ? null : outcome.toString()));
        }
        return entries;
    }

    /// `201 Created` is 201; what is no status is a server's trouble.
    private static int status(String text) {
        String digits = text.length() < 3 ? "" : text.substring(0, 3);
        return digits.matches("\\d{3}") ? Integer.parseInt(digits) : 500;
    }

    private static @Nullable String outcome(String body) {
        try {
            JsonNode tree = Json.mapper().readTree(body);
            return tree.path("resourceType").asText().equals("OperationOutcome") ? tree.toString() : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(this::retryAfter).orElse(null);
    }

    /// Seconds, or a date.
    private Optional<Duration> retryAfter(String value) {
        try {
            return Optional.of(value.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(clock.instant(),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
