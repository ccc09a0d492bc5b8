package dev.vigil.domain.reading;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a device pushed and ingest acknowledged: shape checked, nothing judged.
///
/// @param takenAt the device's own time of measurement, null when it has no clock and sent `takenAgo`
/// @param takenAgo how long before `sentAt` it was taken, or before receipt where that is not said; null when `takenAt`
///         is there
/// @param battery 0 to 1
/// @param signalQuality 0 to 1
/// @param sentAt the sender's clock at sending; bounds the device's clock
/// @param gateway pseudonymous name of the credential or gateway that pushed it
/// @param replaces the reading of the same device in whose place this one is put
/// @param status what the device says against the reading
/// @param user the device's own number of whoever it measured; null where it does not know
public record Reading(DeviceId deviceId, ReadingId id, @Nullable Instant takenAt, @Nullable Duration takenAgo,
        List<RawMeasurement> measurements, @Nullable BigDecimal battery, @Nullable BigDecimal signalQuality,
        @Nullable Instant sentAt, Instant receivedAt, @Nullable String gateway, Door door,
        Set<MeasurementStatus> status, @Nullable ReadingId replaces, @Nullable Integer user) {

    public static final int MOST_MEASUREMENTS = 32;

    public Reading {
        measurements = List.copyOf(measurements);
        status = Set.copyOf(status);
        if (measurements.isEmpty() || measurements.size() > MOST_MEASUREMENTS) {
            throw new IllegalArgumentException("measurements must be 1 to " + MOST_MEASUREMENTS);
        }
        if ((takenAt == null) == (takenAgo == null)) {
            throw new IllegalArgumentException("exactly one of takenAt and takenAgo is required");
        }
        if (takenAgo != null && takenAgo.isNegative()) {
            throw new IllegalArgumentException("takenAgo must not be negative");
        }
        if (id.equals(replaces)) {
            throw new IllegalArgumentException("replaces must name another reading");
        }
        if (user != null) {
            Assignment.requireUser(user);
        }
        requireFraction("battery", battery);
        requireFraction("signalQuality", signalQuality);
    }

    /// A reading whose device does not say which of its users it measured.
    public Reading(DeviceId deviceId, ReadingId id, @Nullable Instant takenAt, @Nullable Duration takenAgo,
            List<RawMeasurement> measurements, @Nullable BigDecimal battery, @Nullable BigDecimal signalQuality,
            @Nullable Instant sentAt, Instant receivedAt, @Nullable String gateway, Door door,
            Set<MeasurementStatus> status, @Nullable ReadingId replaces) {
        this(deviceId, id, takenAt, takenAgo, measurements, battery, signalQuality, sentAt, receivedAt, gateway, door,
                status, replaces, null);
    }

    /// A reading that replaces none.
    public Reading(DeviceId deviceId, ReadingId id, @Nullable Instant takenAt, @Nullable Duration takenAgo,
            List<RawMeasurement> measurements, @Nullable BigDecimal battery, @Nullable BigDecimal signalQuality,
            @Nullable Instant sentAt, Instant receivedAt, @Nullable String gateway, Door door,
            Set<MeasurementStatus> status) {
        this(deviceId, id, takenAt, takenAgo, measurements, battery, signalQuality, sentAt, receivedAt, gateway, door,
                status, null);
    }

    /// A reading against which its device says nothing.
    public Reading(DeviceId deviceId, ReadingId id, @Nullable Instant takenAt, @Nullable Duration takenAgo,
            List<RawMeasurement> measurements, @Nullable BigDecimal battery, @Nullable BigDecimal signalQuality,
            @Nullable Instant sentAt, Instant receivedAt, @Nullable String gateway, Door door) {
        this(deviceId, id, takenAt, takenAgo, measurements, battery, signalQuality, sentAt, receivedAt, gateway, door,
                Set.of());
    }

    /// The time of measurement by the device's clock, or where it has none counted back from the time of sending, or of
    /// receipt where that is all that is known.
    public Instant reportedTime() {
        if (takenAt != null) {
            return takenAt;
        }
        return (sentAt == null ? receivedAt : sentAt).minus(takenAgo == null ? Duration.ZERO : takenAgo);
    }

    private static void requireFraction(String field, @Nullable BigDecimal value) {
        if (value != null && (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException(field + " must be 0 to 1");
        }
    }
}
