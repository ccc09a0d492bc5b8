package dev.vigil.wire.plan;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.Codec;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The very record of a plan with three fields beside the plan's own, which whoever only wants the rules overlooks:
/// `setBy`, `setAt` and `earlier`.
public final class PlanEditionCodec implements Codec<PlanEdition> {

    /// So that a record with its past stays well below what Kafka takes.
    private static final int MOST_BYTES = 256 * 1024;

    private final Codec<Plan> plans;

    public PlanEditionCodec(Codec<Plan> plans) {
        this.plans = plans;
    }

    /// Forgets the oldest editions of one that is too long.
    @Override
    public byte[] encode(PlanEdition edition) {
        byte[] bytes = bytes(tree(edition));
        return bytes.length <= MOST_BYTES || edition.earlier().isEmpty() ? bytes : encode(edition.shortened());
    }

    @Override
    public PlanEdition decode(byte[] bytes) throws MalformedRecord {
        Plan plan = plans.decode(bytes);
        JsonNode root = read(bytes);
        List<PlanEdition> earlier = new ArrayList<>();
        for (JsonNode before : root.path("earlier")) {
            earlier.add(decode(bytes(before)));
        }
        return new PlanEdition(plan, root.path("setBy").textValue(), instant(root.path("setAt")), earlier);
    }

    private ObjectNode tree(PlanEdition edition) {
        ObjectNode tree = Json.mapper().valueToTree(edition.plan());
        if (edition.setBy() != null) {
            tree.put("setBy", edition.setBy());
        }
        if (edition.setAt() != null) {
            tree.put("setAt", edition.setAt().toString());
        }
        if (!edition.earlier().isEmpty()) {
            ArrayNode earlier = tree.putArray("earlier");
            edition.earlier().forEach(before -> earlier.add(tree(before)));
        }
        return tree;
    }

    private static @Nullable Instant instant(JsonNode node) throws MalformedRecord {
        try {
            return node.isTextual() ? Instant.parse(node.textValue()) : null;
        } catch (DateTimeException e) {
            throw new MalformedRecord("setAt: must be an instant");
        }
    }

    private static JsonNode read(byte[] bytes) throws MalformedRecord {
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new MalformedRecord("not JSON");
        }
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return Json.mapper().writeValueAsBytes(tree);
        } catch (JacksonException e) {
            throw new IllegalStateException("every tree can be written as JSON", e);
        }
    }
}
