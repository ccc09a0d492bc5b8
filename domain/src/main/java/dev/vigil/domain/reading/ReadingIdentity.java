package dev.vigil.domain.reading;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.NameBasedId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.vital.RawValue;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The identity of a reading to which its device gave none: the same device, user, time, vitals and values are the same
/// reading, in whatever order the measurements came and however many zeroes end a value. Units are left out, so that a
/// retry under another unit shows as a conflict instead of being counted again.
public final class ReadingIdentity {

    private ReadingIdentity() {
    }

    /// Of a device that does not say which of its users it measured.
    public static ReadingId of(DeviceId device, Instant reportedTime, List<RawMeasurement> measurements) {
        return of(device, reportedTime, measurements, null);
    }

    /// @param reportedTime as the device reported it, before any correction of its clock
    /// @param user where the device says which of its users it measured
    public static ReadingId of(DeviceId device, Instant reportedTime, List<RawMeasurement> measurements,
            @Nullable Integer user) {
        String content = measurements.stream().map(ReadingIdentity::spelt).sorted().collect(Collectors.joining())
                + (user == null ? "" : "u" + user);
        return new ReadingId(
                NameBasedId.of("reading", device.value(), reportedTime.toString(), content).toString());
    }

    /// Lengths come first, so that no text can be mistaken for the next part.
    private static String spelt(RawMeasurement measurement) {
        return counted(measurement.vital()) + switch (measurement.value()) {
            case RawValue.Decimal decimal -> "n" + counted(decimal.value().stripTrailingZeros().toString());
            case RawValue.Text text -> "t" + counted(text.value());
        };
    }

    private static String counted(String text) {
        return text.length() + ":" + text;
    }
}
