package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.sink.EncodedResource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks what the server has of our resources: by id where it is ours or kept, else by what identifies it.
final class Lookup {

    private static final int AT_ONCE = 40;

    private final EhrClient client;
    private final DeliveryModes modes;
    private final ServerIds ids;

    Lookup(EhrClient client, DeliveryModes modes, ServerIds ids) {
        this.client = client;
        this.modes = modes;
        this.ids = ids;
    }

    /// What was found by our references, or why nobody can tell.
    sealed interface Looked {
        record At(Map<String, Present> present) implements Looked {
        }

        record Failed(Answer answer) implements Looked {
        }
    }

    Looked of(Collection<Outgoing> entries) throws InterruptedException {
        Map<String, List<Outgoing>> groups = entries.stream().collect(
                Collectors.groupingBy(this::group, LinkedHashMap::new, Collectors.toList()));
        Map<String, Present> present = new HashMap<>();
        for (List<Outgoing> group : groups.values()) {
            for (int from = 0; from < group.size(); from += AT_ONCE) {
                Answer failure = look(group.subList(from, Math.min(group.size(), from + AT_ONCE)), present);
                if (failure != null) {
                    return new Looked.Failed(failure);
                }
            }
        }
        return new Looked.At(present);
    }

    private String group(Outgoing entry) {
        EncodedResource resource = entry.resource();
        return resource.type() + "?" + (idOf(entry) == null ? Match.of(resource).parameter() : "_id");
    }

    private @Nullable String idOf(Outgoing entry) {
        return switch (modes.of(entry)) {
            case PUT -> entry.resource().id();
            case SINGLE_POST -> ids.of(entry.reference());
            case CONDITIONAL_UPDATE, CONDITIONAL_CREATE -> null;
        };
    }

    private @Nullable Answer look(List<Outgoing> group, Map<String, Present> present)
            throws InterruptedException {
        return switch (client.search(group.getFirst().resource().type(), form(group))) {
            case Found.Failed(Answer answer) -> answer;
            case Found.Resources(List<JsonNode> found, URI ignored) -> {
                found.forEach(resource -> note(resource, group, present));
                yield null;
            }
        };
    }

    private String form(List<Outgoing> group) {
        List<String> values = new ArrayList<>();
        String parameter = "_id";
        for (Outgoing entry : group) {
            String id = idOf(entry);
            if (id == null) {
                Match match = Match.of(entry.resource());
                parameter = match.parameter();
                values.add(Match.escaped(match.token()));
            } else {
                values.add(id);
            }
        }
        return parameter + "=" + URLEncoder.encode(String.join(",", values), StandardCharsets.UTF_8) + "&_count="
                + 2 * AT_ONCE;
    }

    /// Of several that claim to be ours the first is taken; the others are for reconciliation to name.
    private void note(JsonNode found, List<Outgoing> group, Map<String, Present> present) {
        group.stream().filter(entry -> isThat(entry, found)).findFirst()
                .ifPresent(entry -> present.putIfAbsent(entry.reference(), Present.of(found)));
    }

    private boolean isThat(Outgoing entry, JsonNode found) {
        String id = idOf(entry);
        return id == null ? Match.of(entry.resource()).isOf(found) : id.equals(found.path("id").asText());
    }
}
