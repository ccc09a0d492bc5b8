package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.fhir.rest.Waiting.Question;
import dev.vigil.fhir.sink.EncodedResource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Reads what a server has of our resources, whichever ids it gave them. A server that is busy is asked again for a
/// minute; one that cannot be used ends it.
public final class ServerResources implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 40;
    private static final int MOST_TRIES = 8;

    private final EhrClient client;
    private final BackOff backOff;
    private final DeliveryModes modes;

    private ServerResources(EhrClient client, BackOff backOff) throws InterruptedException {
        this.client = client;
        this.backOff = backOff;
        this.modes =
                new DeliveryModes(Capabilities.of(ask(() -> client.read("metadata")).resources().getFirst()), null);
    }

    /// @throws ServerUnusable where it does not answer, or does not let us in
    public static ServerResources open(URI base, Authorization authorization, InstantSource clock)
            throws InterruptedException {
        return open(base, authorization, clock, BackOff.standard());
    }

    static ServerResources open(URI base, Authorization authorization, InstantSource clock, BackOff backOff)
            throws InterruptedException {
        EhrClient client = new EhrClient(base, PATIENCE, authorization, clock);
        try {
            return new ServerResources(client, backOff);
        } catch (InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /// Whether the server takes resources of the type, so that it must have ours.
    public boolean takes(String type) {
        return modes.takes(type);
    }

    /// Hands over what the server has of these, by our `Type/id`, a few at a time; one that is there twice comes twice.
    ///
    /// @throws ServerUnusable where it does not answer, or does not let us in
    public void of(Collection<EncodedResource> ours, BiConsumer<String, JsonNode> taker) throws InterruptedException {
        Map<String, Map<String, String>> kinds = new LinkedHashMap<>();
        for (EncodedResource resource : ours) {
            Match match = Match.of(resource);
            kinds.computeIfAbsent(resource.type() + "?" + match.parameter(), kind -> new HashMap<>())
                    .put(match.token(), resource.reference());
        }
        for (var kind : kinds.entrySet()) {
            List<String> tokens = List.copyOf(kind.getValue().keySet());
            for (int from = 0; from < tokens.size(); from += AT_ONCE) {
                String[] asked = kind.getKey().split("\\?", 2);
                search(asked[0], asked[1], tokens.subList(from, Math.min(tokens.size(), from + AT_ONCE)))
                        .forEach((token, found) -> found.forEach(
                                resource -> taker.accept(kind.getValue().getOrDefault(token, ""), resource)));
            }
        }
    }

    private Map<String, List<JsonNode>> search(String type, String parameter, List<String> tokens)
            throws InterruptedException {
        Map<String, List<JsonNode>> byToken = new HashMap<>();
        String form = parameter + "=" + URLEncoder.encode(
                tokens.stream().map(Match::escaped).collect(Collectors.joining(",")), StandardCharsets.UTF_8)
                + "&_count=" + 2 * AT_ONCE;
        Found.Resources page = ask(() -> client.search(type, form));
        while (true) {
            for (JsonNode found : page.resources()) {
                tokens.stream().filter(token -> new Match(parameter, token).isOf(found)).findFirst().ifPresent(
                        token -> byToken.computeIfAbsent(token, each -> new ArrayList<>()).add(found));
            }
            URI next = page.next();
            if (next == null) {
                return byToken;
            }
            page = ask(() -> client.follow(next));
        }
    }

    private Found.Resources ask(Question question) throws InterruptedException {
        for (int attempts = 0;; attempts++) {
            switch (question.ask()) {
                case Found.Resources resources -> {
                    return resources;
                }
                case Found.Failed(Answer answer) -> await(Waiting.pause(answer, backOff, attempts), attempts);
            }
        }
    }

    private static void await(Pause pause, int attempts) throws InterruptedException {
        switch (pause) {
            case Pause.None ignored -> {}
            case Pause.BackOff(Duration length, String why) -> {
                if (attempts + 1 >= MOST_TRIES) {
                    throw new ServerUnusable(why);
                }
                Thread.sleep(length);
            }
            case Pause.CallOperator(Duration ignored, String why) -> throw new ServerUnusable(why);
        }
    }

    /// Whether the server's Patient at a reference has an identifier of ours.
    public boolean isAbout(String reference, EncodedResource patient) throws InterruptedException {
        Optional<String> here = client.here("Patient", reference);
        return here.isPresent() && ask(() -> client.read(here.get())).resources().stream()
                .anyMatch(theirs -> PatientJson.shareIdentifier(theirs, Match.tree(patient)));
    }

    /// Whom the server's resource is about, as the server says.
    public static Optional<String> subject(JsonNode theirs) {
        JsonNode subject = theirs.path("subject").path("reference");
        return Optional.ofNullable((subject.isMissingNode() ? theirs.path("patient").path("reference") : subject)
                .asText(null));
    }

    @Override
    public void close() {
        client.close();
    }
}
