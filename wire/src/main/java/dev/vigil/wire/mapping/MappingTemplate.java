package dev.vigil.wire.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one vendor's messages become readings.
///
/// @param id its name
/// @param each the parts of a message of which every one is a reading
/// @param readingId null where the vendor has none
/// @param takenAt null where `takenAgo` says it
/// @param takenAgo ISO 8601, or seconds
public record MappingTemplate(String id, JsonPath each, Source deviceId, @Nullable Source readingId,
        @Nullable TimeSource takenAt, @Nullable Source takenAgo, @Nullable TimeSource sentAt, @Nullable Source battery,
        List<OfMeasurement> measurements) {

    public MappingTemplate {
        measurements = List.copyOf(measurements);
    }

    /// Left out of a reading in which its value does not occur.
    ///
    /// @param when what else must be so, null where nothing must
    public record OfMeasurement(@Nullable Condition when, Source vital, Source value, @Nullable Source unit) {
    }

    /// That a certain word stands at a place.
    public record Condition(JsonPath path, String is) {

        public boolean holds(JsonNode message, JsonNode part) {
            return path.select(message, part).stream().anyMatch(found -> found.isValueNode()
                    && found.asText().equals(is));
        }
    }

    public record TimeSource(JsonPath path, TimeFormat format) {
    }
}
