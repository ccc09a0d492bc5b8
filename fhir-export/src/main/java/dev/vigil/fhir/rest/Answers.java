package dev.vigil.fhir.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Entry;
import dev.vigil.wire.json.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a server answers to what was written.
final class Answers {

    private static final Pattern PLACE = Pattern.compile("([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(/_history/[^/]+)?$");

    private final InstantSource clock;

    Answers(InstantSource clock) {
        this.clock = clock;
    }

    Answered single(HttpResponse<String> response) {
        if (!isGood(response)) {
            return refused(response);
        }
        HttpHeaders headers = response.headers();
        String location = place(headers.firstValue("Location").or(() -> headers.firstValue("Content-Location"))
                .orElse(""));
        boolean proven = location != null || headers.firstValue("ETag").isPresent();
        return new Answered(response.statusCode(), retryAfter(response),
                List.of(new Entry(response.statusCode(), location, proven, null)), null);
    }

    Answered batch(HttpResponse<String> response) throws JacksonException {
        if (!isGood(response)) {
            return refused(response);
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : Json.mapper().readTree(response.body()).path("entry")) {
            entries.add(entry(entry.path("response")));
        }
        return new Answered(response.statusCode(), retryAfter(response), entries, null);
    }

    @Nullable
    Duration retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(this::retryAfter).orElse(null);
    }

    @Nullable
    String outcome(String body) {
        try {
            JsonNode tree = Json.mapper().readTree(body);
            return tree.path("resourceType").asText().equals("OperationOutcome") ? tree.toString() : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private Answered refused(HttpResponse<String> response) {
        return new Answered(response.statusCode(), retryAfter(response), List.of(), outcome(response.body()));
    }

    private static boolean isGood(HttpResponse<?> response) {
        return response.statusCode() >= 200 && response.statusCode() < 300;
    }

    private static Entry entry(JsonNode response) {
        JsonNode outcome = response.path("outcome");
        String location = place(response.path("location").asText());
        return new Entry(status(response.path("status").asText()), location,
                location != null || !response.path("etag").asText().isEmpty(),
                outcome.isMissingNode() ? null : outcome.toString());
    }

    /// `201 Created` is 201; what is no status is a server's trouble.
    private static int status(String text) {
        String digits = text.length() < 3 ? "" : text.substring(0, 3);
        return digits.matches("\\d{3}") ? Integer.parseInt(digits) : 500;
    }

    /// `Type/id` out of a location that may be absolute and name a version.
    private static @Nullable String place(String location) {
        Matcher place = PLACE.matcher(location);
        return place.find() ? place.group(1) : null;
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
