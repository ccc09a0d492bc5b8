package dev.vigil.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One JSON text that is one reading, or an array of them, each read by itself.
public record TreeFormat(int mostReadings, Function<JsonNode, Draft> reader) implements MessageFormat {

    @Override
    public Body read(byte[] message, Function<Draft, Checked> check) {
        return switch (JsonTree.read(message)) {
            case JsonTree.Unreadable(String detail) -> new Body.Unreadable(detail);
            case JsonTree.Whole(JsonNode root) when root.isArray() && root.size() > mostReadings ->
                new Body.TooMany(mostReadings);
            case JsonTree.Whole(JsonNode root) when root.isArray() -> {
                List<Checked> readings = new ArrayList<>(root.size());
                root.forEach(item -> readings.add(one(item, check)));
                yield new Body.Readings(readings);
            }
            case JsonTree.Whole(JsonNode root) -> new Body.Readings(List.of(one(root, check)));
        };
    }

    private Checked one(JsonNode item, Function<Draft, Checked> check) {
        Draft draft;
        try {
            draft = reader.apply(item);
        } catch (NotAReading e) {
            return new Checked.Rejected(e.refusal());
        }
        return check.apply(draft);
    }
}
