package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.Waiting.Lane;
import dev.vigil.fhir.sink.EncodedResource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Reads what a server has of our Observations, whichever ids it gave them.
public final class ServerObservations implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 40;
    private static final String OURS = "urn:vigil:observation";
    private static final List<String> THEIR_OWN = List.of("id", "meta", "text");

    private final EhrClient client;
    private final Waiting waiting = new Waiting(new Precedence());

    public ServerObservations(URI base, Authorization authorization, InstantSource clock) {
        this.client = new EhrClient(base, PATIENCE, authorization, clock);
    }

    /// Hands over those of our ids that the server has, a few at a time: a search of one page is what every server
    /// answers.
    public void of(Collection<String> ids, BiConsumer<String, JsonNode> taker) throws InterruptedException {
        Lane lane = new Lane("reconciliation", false);
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            String form = "identifier=" + all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                    .map(id -> OURS + "%7C" + id).collect(Collectors.joining(",")) + "&_count=" + 2 * AT_ONCE;
            waiting.ask(lane, BackOff.standard(), () -> client.search("Observation", form), Found.Resources::resources)
                    .forEach(resource -> Match.ours(resource).ifPresent(
                            match -> taker.accept(match.token().substring(OURS.length() + 1), resource)));
        }
    }

    /// The fields that the server's resource does not say as ours does, its references by identifier.
    public static List<String> differences(EncodedResource ours, JsonNode theirs) {
        List<String> fields = new ArrayList<>();
        for (var field : Match.tree(ours).properties()) {
            boolean reference = field.getValue().has("reference");
            JsonNode said = reference ? field.getValue().path("identifier") : field.getValue();
            JsonNode found = theirs.path(field.getKey());
            if (!THEIR_OWN.contains(field.getKey())
                    && !Writes.contains(reference ? found.path("identifier") : found, said)) {
                fields.add(field.getKey());
            }
        }
        return fields;
    }

    /// Whom the server's resource is about, as the server says.
    public static Optional<String> subject(JsonNode theirs) {
        return Optional.ofNullable(theirs.path("subject").path("reference").asText(null));
    }

    @Override
    public void close() {
        client.close();
    }
}
