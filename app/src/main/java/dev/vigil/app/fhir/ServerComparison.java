package dev.vigil.app.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.Comparison;
import dev.vigil.fhir.rest.ServerResources;
import dev.vigil.fhir.sink.EncodedResource;
import dev.vigil.wire.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Compares what Kafka says a server must have with what it has, one part of the topics after the other, so that no
/// more than a part is in memory. No I/O: readers feed it, first from the topics, then from the server. A resource is
/// named by our id, its patient and the day it speaks of. Not thread-safe.
final class ServerComparison {

    private static final List<String> TIMES = List.of("/effectiveDateTime", "/effectivePeriod/start",
            "/occurrenceDateTime", "/identifiedPeriod/start", "/period/start", "/recorded", "/sent");
    private static final int DAY = 10;

    private final Consumer<String> line;
    private final Map<String, Expected> expected = new HashMap<>();
    private final Set<String> onTheirWay = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Set<String>> subjects = new TreeMap<>();
    private final Map<String, Integer> ofDays = new TreeMap<>();
    private long differences;
    private long equal;
    private long unsettled;

    private record Expected(String patient, EncodedResource resource) {
    }

    /// @param line takes a sentence for a person
    ServerComparison(Consumer<String> line) {
        this.line = line;
    }

    /// The server must have this, or a higher revision.
    void must(String patient, EncodedResource resource) {
        expected.merge(resource.reference(), new Expected(patient, resource),
                (one, other) -> one.resource().revision() > other.resource().revision() ? one : other);
    }

    /// The server may have this: it is on its way, waits or was refused.
    void may(EncodedResource resource) {
        onTheirWay.add(resource.reference());
    }

    /// What to ask the server for.
    Collection<EncodedResource> expected() {
        return expected.values().stream().map(Expected::resource).toList();
    }

    void has(String reference, JsonNode theirs) {
        Expected ours = expected.get(reference);
        if (ours == null) {
            return;
        }
        ServerResources.subject(theirs)
                .ifPresent(subject -> subjects.computeIfAbsent(ours.patient(), each -> new TreeSet<>()).add(subject));
        if (!seen.add(reference)) {
            differ(ours, "is on the server twice");
        } else if (!onTheirWay.contains(reference)) {
            compare(ours, theirs);
        }
    }

    private void compare(Expected ours, JsonNode theirs) {
        long revision = EncodedResource.revisionOf(theirs);
        List<String> fields = revision > ours.resource().revision() ? List.of()
                : revision < ours.resource().revision() ? List.of("revision")
                        : Comparison.differences(ours.resource(), theirs);
        if (fields.isEmpty()) {
            equal++;
        } else {
            differ(ours, "differs in " + String.join(", ", fields));
        }
    }

    /// All that the server has of this part was handed over.
    void endOfPart() {
        expected.forEach((reference, ours) -> {
            if (!seen.contains(reference) && !onTheirWay.contains(reference)) {
                differ(ours, "is missing on the server");
            }
        });
        unsettled += onTheirWay.size();
        expected.clear();
        onTheirWay.clear();
        seen.clear();
    }

    /// Whom the server's resources are about, by our patients.
    Map<String, Set<String>> subjects() {
        return subjects;
    }

    void isAboutSomebodyElse(String patient, String reference) {
        differ(patient, "all days", reference + ", whom their resources are about, has none of their identifiers");
    }

    /// @return whether nothing differs
    boolean agrees() {
        subjects.forEach((patient, references) -> {
            if (references.size() > 1) {
                differ(patient, "all days", "their resources are about " + String.join(" and ", references));
            }
        });
        line.accept("%,d resources are on the server as Kafka has them, %,d on their way, waiting or refused"
                .formatted(equal, unsettled));
        ofDays.forEach((day, count) -> line.accept("%s: %,d differences".formatted(day, count)));
        line.accept(differences == 0 ? "The FHIR server agrees with Kafka." : "THE FHIR SERVER DIFFERS FROM KAFKA.");
        return differences == 0;
    }

    /// Patients' pseudonyms and our ids only.
    private void differ(Expected ours, String how) {
        differ(ours.patient(), day(ours.resource()), ours.resource().reference() + " " + how);
    }

    private void differ(String patient, String day, String how) {
        differences++;
        ofDays.merge(patient + " " + day, 1, Integer::sum);
        line.accept("DIFFERENCE " + patient + " " + day + " " + how);
    }

    private static String day(EncodedResource resource) {
        JsonNode tree = tree(resource);
        String time = TIMES.stream().map(tree::at).filter(JsonNode::isTextual).map(JsonNode::asText).findFirst()
                .orElse("");
        try {
            return time.length() < DAY ? "" : Instant.parse(time).toString().substring(0, DAY);
        } catch (DateTimeException e) { // not a UTC instant: its own day will do
            return time.substring(0, DAY);
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
