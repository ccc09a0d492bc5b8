package dev.vigil.fhir.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a question to the server brought.
sealed interface Found {

    /// @param next where a search goes on, null at its end
    record Resources(List<JsonNode> resources, @Nullable URI next) implements Found {

        public Resources {
            resources = List.copyOf(resources);
        }
    }

    record Failed(Answer answer) implements Found {
    }
}
