package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What a server says in its CapabilityStatement that it can do.
///
/// @param batch whether it takes several resources at once
/// @param types what it does with resources of the types that it names
record Capabilities(boolean batch, Map<String, Ability> types) {

    Capabilities {
        types = Map.copyOf(types);
    }

    /// What it does with resources of a type. A server can be asked for whatever it keeps.
    ///
    /// @param updateCreate whether a client may choose the id of what is new
    record Ability(boolean create, boolean updateCreate, boolean conditionalUpdate, boolean conditionalCreate) {

        /// Of a server that does not say: the least that one can do.
        private static final Ability UNTOLD = new Ability(true, false, false, false);

        private static final Ability NONE = new Ability(false, false, false, false);

        private static Ability of(JsonNode resource) {
            boolean untold = resource.path("interaction").isEmpty();
            boolean update = has(resource, "update");
            boolean conditionalCreate = resource.path("conditionalCreate").asBoolean();
            return new Ability(untold || conditionalCreate || has(resource, "create"),
                    update && resource.path("updateCreate").asBoolean(true),
                    update && resource.path("conditionalUpdate").asBoolean(), conditionalCreate);
        }

        private Optional<DeliveryMode> best() {
            return updateCreate ? Optional.of(DeliveryMode.PUT) : bestUnderTheirIds();
        }

        private Optional<DeliveryMode> bestUnderTheirIds() {
            if (conditionalUpdate) {
                return Optional.of(DeliveryMode.CONDITIONAL_UPDATE);
            } else if (conditionalCreate) {
                return Optional.of(DeliveryMode.CONDITIONAL_CREATE);
            }
            return create ? Optional.of(DeliveryMode.SINGLE_POST) : Optional.empty();
        }
    }

    static Capabilities of(JsonNode statement) {
        JsonNode rest = first(statement.path("rest"), "mode", "server").orElse(statement.path("rest").path(0));
        Map<String, Ability> types = new HashMap<>();
        rest.path("resource").forEach(resource -> types.put(resource.path("type").asText(), Ability.of(resource)));
        return new Capabilities(has(rest, "batch") || has(rest, "transaction"), types);
    }

    /// A server that names no type is taken to take them all.
    Ability of(String type) {
        return types.getOrDefault(type, types.isEmpty() ? Ability.UNTOLD : Ability.NONE);
    }

    /// @return nothing where the server does not take resources of the type
    Optional<DeliveryMode> best(String type) {
        return of(type).best();
    }

    /// The best where the server gives the ids itself.
    Optional<DeliveryMode> bestUnderTheirIds(String type) {
        return of(type).bestUnderTheirIds();
    }

    private static boolean has(JsonNode node, String interaction) {
        return first(node.path("interaction"), "code", interaction).isPresent();
    }

    private static Optional<JsonNode> first(JsonNode array, String field, String value) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(element -> element.path(field).asText().equals(value)).findFirst();
    }
}
