package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.fhir.rest.Write.Method;
import dev.vigil.fhir.sink.EncodedResource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How a resource is written in a server's mode, and under which ids it refers to others.
final class Writes {

    private final DeliveryModes modes;
    private final Map<String, String> serverReferences = new ConcurrentHashMap<>();

    Writes(DeliveryModes modes) {
        this.modes = modes;
    }

    /// Others refer to `Type/ourId`; the server has it there.
    void refer(String reference, String serverReference) {
        serverReferences.put(reference, serverReference);
    }

    /// @param present what was found there, null where nothing was found or nobody looked
    /// @return nothing, where the server has it or something newer
    Optional<Write> of(Outgoing entry, @Nullable Present present) {
        if (entry.resource().withdrawal()) {
            return present == null || present.revision() >= entry.resource().revision() ? Optional.empty()
                    : Optional.of(replacing(entry, present, withdrawn(entry, present)));
        }
        return present == null ? Optional.of(unlooked(entry)) : change(entry, present);
    }

    private Write unlooked(Outgoing entry) {
        EncodedResource resource = entry.resource();
        return switch (modes.of(entry)) {
            case PUT -> new Write(Method.PUT, resource.reference(), null, null, body(entry, resource.id()));
            case CONDITIONAL_UPDATE -> new Write(Method.PUT, resource.type() + "?" + Match.of(resource).query(), null,
                    null, body(entry, null));
            case CONDITIONAL_CREATE -> new Write(Method.POST, resource.type(), null, Match.of(resource).query(),
                    body(entry, null));
            case SINGLE_POST -> new Write(Method.POST, resource.type(), null, null, body(entry, null));
        };
    }

    private Optional<Write> change(Outgoing entry, Present present) {
        long revision = entry.resource().revision();
        if (present.revision() > revision) {
            return Optional.empty();
        }
        if (present.revision() == revision && isSame(entry, present)) {
            return Optional.empty();
        }
        return Optional.of(replacing(entry, present, body(entry, present.serverId())));
    }

    private static Write replacing(Outgoing entry, Present present, String json) {
        String version = present.version() == null ? null : "W/\"" + present.version() + "\"";
        return new Write(Method.PUT, entry.resource().type() + "/" + present.serverId(), version, null, json);
    }

    /// What the server has, as an error.
    private static String withdrawn(Outgoing entry, Present present) {
        ObjectNode theirs = present.resource().deepCopy();
        theirs.put("status", "entered-in-error");
        ArrayNode extensions = theirs.withArray("extension");
        for (int i = extensions.size() - 1; i >= 0; i--) {
            if (extensions.get(i).path("url").asText().equals(EncodedResource.REVISION)) {
                extensions.remove(i);
            }
        }
        extensions.addObject().put("url", EncodedResource.REVISION).put("valueString",
                Long.toString(entry.resource().revision()));
        return theirs.toString();
    }

    /// An equal revision says the same, unless it is a reference, which has none.
    private boolean isSame(Outgoing entry, Present present) {
        if (entry.look() == Look.AFTER) {
            return true;
        } else if (entry.isReference()) {
            JsonNode ours = Match.tree(new EncodedResource(entry.resource().type(), entry.resource().id(),
                    body(entry, present.serverId())));
            return Comparison.contains(present.resource(), ours);
        }
        return !modes.isResendHarmless(entry);
    }

    /// The id stands right behind the type; a reference's text stands nowhere else, because it ends in a UUID.
    private String body(Outgoing entry, @Nullable String serverId) {
        EncodedResource resource = entry.resource();
        String json = resource.json();
        if (!resource.id().equals(serverId)) {
            String id = "\"id\":\"" + resource.id() + "\",";
            String replaced = serverId == null ? "" : "\"id\":\"" + serverId + "\",";
            int at = json.indexOf(id);
            json = json.substring(0, at) + replaced + json.substring(at + id.length());
        }
        for (EncodedResource reference : entry.export().references()) {
            String ours = reference.reference();
            if (!modes.takes(reference.type())) { // what is not there is named by its identifier alone
                json = json.replace("\"reference\":\"" + ours + "\",", "");
            }
            String theirs = serverReferences.getOrDefault(ours, ours);
            if (!ours.equals(theirs)) {
                json = json.replace("\"" + ours + "\"", "\"" + theirs + "\"");
            }
        }
        return json;
    }
}
