package dev.vigil.ingest.check;

import dev.vigil.domain.reading.MeasurementStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A reading as written, nothing of it believed yet. Null is absence.
///
/// @param measurements null where there is no list; longer lists are cut off after one too many
/// @param status what the device says against it, in a format that can say so
public record Draft(@Nullable Scalar deviceId, @Nullable Scalar id, @Nullable Scalar takenAt,
        @Nullable Scalar takenAgo, @Nullable List<OfMeasurement> measurements, @Nullable Scalar battery,
        @Nullable Scalar signalQuality, @Nullable Scalar sentAt, Set<MeasurementStatus> status,
        @Nullable Scalar replaces, @Nullable Scalar user) {

    /// A draft against which its device says nothing.
    public Draft(@Nullable Scalar deviceId, @Nullable Scalar id, @Nullable Scalar takenAt, @Nullable Scalar takenAgo,
            @Nullable List<OfMeasurement> measurements, @Nullable Scalar battery, @Nullable Scalar signalQuality,
            @Nullable Scalar sentAt) {
        this(deviceId, id, takenAt, takenAgo, measurements, battery, signalQuality, sentAt, Set.of(), null, null);
    }

    /// A draft that replaces none.
    public Draft(@Nullable Scalar deviceId, @Nullable Scalar id, @Nullable Scalar takenAt, @Nullable Scalar takenAgo,
            @Nullable List<OfMeasurement> measurements, @Nullable Scalar battery, @Nullable Scalar signalQuality,
            @Nullable Scalar sentAt, Set<MeasurementStatus> status) {
        this(deviceId, id, takenAt, takenAgo, measurements, battery, signalQuality, sentAt, status, null, null);
    }

    /// The same of a device that something else than the reading names.
    public Draft ofDevice(Scalar device) {
        return new Draft(device, id, takenAt, takenAgo, measurements, battery, signalQuality, sentAt, status,
                replaces, user);
    }

    /// The same, which nobody should be alarmed by.
    public Draft doubted() {
        Set<MeasurementStatus> more = EnumSet.of(MeasurementStatus.QUESTIONABLE);
        more.addAll(status);
        return new Draft(deviceId, id, takenAt, takenAgo, measurements, battery, signalQuality, sentAt, more, replaces,
                user);
    }

    /// One entry of the list of measurements; without any field where it is no object.
    public record OfMeasurement(@Nullable Scalar vital, @Nullable Scalar value, @Nullable Scalar unit) {

        public static final OfMeasurement NONE = new OfMeasurement(null, null, null);
    }
}
