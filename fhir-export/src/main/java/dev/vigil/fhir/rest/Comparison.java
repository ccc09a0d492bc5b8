package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.fhir.sink.EncodedResource;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Whether a server's resource says what ours does. It may say more, and write a number or a time its own way.
public final class Comparison {

    /// Who is meant by a subject is for [ServerResources#isAbout]: a patient can get other identifiers.
    private static final List<String> THEIR_OWN = List.of("id", "meta", "text", "subject", "patient");

    /// What a value meant under the plan of its time; plans change, and values are not sent again for it.
    private static final List<String> OF_THEIR_TIME = List.of("interpretation", "referenceRange");

    private Comparison() {
    }

    /// The fields that the server's resource does not say as ours does, its references by identifier.
    public static List<String> differences(EncodedResource ours, JsonNode theirs) {
        List<String> fields = new ArrayList<>();
        for (var field : timeless(Match.tree(ours)).properties()) {
            if (!THEIR_OWN.contains(field.getKey())
                    && !contains(theirs.path(field.getKey()), field.getValue())) {
                fields.add(field.getKey());
            }
        }
        return fields;
    }

    private static JsonNode timeless(JsonNode resource) {
        ObjectNode timeless = resource.deepCopy();
        timeless.remove(OF_THEIR_TIME);
        timeless.path("component").forEach(component -> ((ObjectNode) component).remove(OF_THEIR_TIME));
        timeless.findParents("reference").forEach(reference -> ((ObjectNode) reference).retain("identifier"));
        return timeless;
    }

    static boolean contains(JsonNode theirs, JsonNode ours) {
        if (ours.isObject()) {
            return ours.properties().stream()
                    .allMatch(field -> contains(theirs.path(field.getKey()), field.getValue()));
        } else if (ours.isArray()) {
            Iterator<JsonNode> elements = theirs.elements();
            for (JsonNode element : ours) {
                if (!elements.hasNext() || !contains(elements.next(), element)) {
                    return false;
                }
            }
            return true;
        } else if (ours.isNumber() && theirs.isNumber()) {
            return theirs.decimalValue().compareTo(ours.decimalValue()) == 0;
        }
        return theirs.equals(ours) || isSameTime(theirs.asText(), ours.asText());
    }

    private static boolean isSameTime(String theirs, String ours) {
        try {
            return ours.indexOf('T') > 0 && theirs.indexOf('T') > 0
                    && OffsetDateTime.parse(theirs).isEqual(OffsetDateTime.parse(ours));
        } catch (DateTimeException e) {
            return false;
        }
    }
}
