package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What a server says that it can do with Observations, which are nearly all that it gets.
///
/// @param batch whether it takes several resources at once
record Capabilities(boolean updateCreate, boolean conditionalUpdate, boolean conditionalCreate, boolean batch) {

    static Capabilities of(JsonNode statement) {
        JsonNode rest = first(statement.path("rest"), "mode", "server").orElse(statement.path("rest").path(0));
        JsonNode observation = first(rest.path("resource"), "type", "Observation")
                .orElse(rest.path("resource").path(0));
        boolean update = has(observation, "update");
        return new Capabilities(update && observation.path("updateCreate").asBoolean(true),
                update && observation.path("conditionalUpdate").asBoolean(),
                observation.path("conditionalCreate").asBoolean(), has(rest, "batch") || has(rest, "transaction"));
    }

    DeliveryMode best() {
        if (updateCreate) {
            return DeliveryMode.PUT;
        } else if (conditionalUpdate) {
            return DeliveryMode.CONDITIONAL_UPDATE;
        }
        return conditionalCreate ? DeliveryMode.CONDITIONAL_CREATE : DeliveryMode.SINGLE_POST;
    }

    private static boolean has(JsonNode node, String interaction) {
        return first(node.path("interaction"), "code", interaction).isPresent();
    }

    private static Optional<JsonNode> first(JsonNode array, String field, String value) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(element -> element.path(field).asText().equals(value)).findFirst();
    }
}
