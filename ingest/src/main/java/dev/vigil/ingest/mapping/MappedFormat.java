package dev.vigil.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.MessageFormat;
import dev.vigil.ingest.parse.NotAReading;
import dev.vigil.wire.mapping.MappingTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A vendor's message by its template: each selected part one reading. A message or part in which nothing is found is
/// refused as unmapped, so that a vendor's change of format shows.
public record MappedFormat(MappingTemplate template, int mostReadings) implements MessageFormat {

    @Override
    public Body read(byte[] message, Function<Draft, Checked> check) {
        return switch (JsonTree.read(message)) {
            case JsonTree.Unreadable(String detail) -> new Body.Unreadable(detail);
            case JsonTree.Whole(JsonNode root) -> parts(root, template.each().select(root, root), check);
        };
    }

    private Body parts(JsonNode root, List<JsonNode> parts, Function<Draft, Checked> check) {
        if (parts.size() > mostReadings) {
            return new Body.TooMany(mostReadings);
        }
        if (parts.isEmpty()) {
            return new Body.Readings(List.of(new Checked.Rejected(new Refusal(Refusal.Type.UNMAPPED,
                    "each of mapping " + template.id() + " matched nothing", "each", null))));
        }
        List<Checked> readings = new ArrayList<>(parts.size());
        parts.forEach(part -> readings.add(one(new MessagePart(root, part), check)));
        return new Body.Readings(readings);
    }

    private Checked one(MessagePart part, Function<Draft, Checked> check) {
        Draft draft;
        try {
            draft = part.draft(template);
        } catch (NotAReading e) {
            return new Checked.Rejected(e.refusal());
        }
        return check.apply(draft);
    }
}
