package dev.vigil.wire.mapping;

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
    public record OfMeasurement(Source vital, Source value, @Nullable Source unit) {
    }

    public record TimeSource(JsonPath path, TimeFormat format) {
    }
}
