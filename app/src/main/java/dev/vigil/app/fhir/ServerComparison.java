package dev.vigil.app.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.ServerObservations;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.wire.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares what Kafka says a server must have with what it has. No I/O: readers feed it, first the topics, then the
/// server. A resource is named by our id, its patient and the day it speaks of. Not thread-safe.
final class ServerComparison {

    private static final int NAMED = 100;
    private static final int DAY = 10;

    private final Map<String, Expected> expected = new HashMap<>();
    private final Set<String> onTheirWay = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Set<String>> subjects = new TreeMap<>();
    private final Map<String, Integer> ofDays = new TreeMap<>();
    private final List<String> named = new ArrayList<>();
    private long differences;
    private long equal;

    private record Expected(String patient, String day, EncodedResource resource) {
    }

    /// The server must have this, or a higher revision.
    void must(String patient, EncodedResource resource) {
        String day = day(tree(resource));
        expected.merge(resource.id(), new Expected(patient, day, resource),
                (one, other) -> one.resource().revision() > other.resource().revision() ? one : other);
    }

    /// The server may have this: it is on its way, waits or was refused.
    void may(EncodedResource resource) {
        onTheirWay.add(resource.id());
    }

    /// Our ids to ask the server for.
    Set<String> expected() {
        return expected.keySet();
    }

    void has(String id, JsonNode theirs) {
        Expected ours = expected.get(id);
        if (ours == null) {
            return;
        }
        ServerObservations.subject(theirs)
                .ifPresent(subject -> subjects.computeIfAbsent(ours.patient(), each -> new TreeSet<>()).add(subject));
        if (!seen.add(id)) {
            differ(ours.patient(), ours.day(), id, "is on the server twice");
            return;
        }
        compare(ours, theirs);
    }

    private void compare(Expected ours, JsonNode theirs) {
        long revision = EncodedResource.revisionOf(theirs);
        if (revision > ours.resource().revision() || onTheirWay.contains(ours.resource().id())) {
            equal++;
            return;
        }
        List<String> fields = revision < ours.resource().revision() ? List.of("revision")
                : ServerObservations.differences(ours.resource(), theirs);
        if (fields.isEmpty()) {
            equal++;
        } else {
            differ(ours.patient(), ours.day(), ours.resource().id(), "differs in " + String.join(", ", fields));
        }
    }

    /// Patients' pseudonyms and our ids only.
    List<String> lines() {
        expected.forEach((id, ours) -> {
            if (!seen.contains(id) && !onTheirWay.contains(id)) {
                differ(ours.patient(), ours.day(), id, "is missing on the server");
            }
        });
        subjects.forEach((patient, references) -> {
            if (references.size() > 1) {
                differ(patient, "all days", "subject", "is " + String.join(" and ", references));
            }
        });
        List<String> lines = new ArrayList<>();
        lines.add("%,d Observations are on the server as Kafka has them, %,d on their way, waiting or refused"
                .formatted(equal, onTheirWay.size()));
        ofDays.forEach((day, count) -> lines.add("%s: %,d differences".formatted(day, count)));
        named.forEach(each -> lines.add("DIFFERENCE " + each));
        if (differences > named.size()) {
            lines.add("and %,d more differences".formatted(differences - named.size()));
        }
        lines.add(differences == 0 ? "The FHIR server agrees with Kafka." : "THE FHIR SERVER DIFFERS FROM KAFKA.");
        return lines;
    }

    boolean agrees() {
        return differences == 0;
    }

    private void differ(String patient, String day, String id, String how) {
        differences++;
        ofDays.merge(patient + " " + day, 1, Integer::sum);
        if (named.size() < NAMED) {
            named.add(patient + " " + day + " Observation " + id + " " + how);
        }
    }

    private static String day(JsonNode observation) {
        String effective = observation.path("effectiveDateTime")
                .asText(observation.path("effectivePeriod").path("start").asText(""));
        try {
            return effective.length() < DAY ? "" : Instant.parse(effective).toString().substring(0, DAY);
        } catch (DateTimeException e) { // not a UTC instant: its own day will do
            return effective.substring(0, DAY);
        }
    }

    private static JsonNode tree(EncodedResource resource) {
        try {
            return Json.mapper().readTree(resource.json());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what we encoded is JSON", e);
        }
    }
}
