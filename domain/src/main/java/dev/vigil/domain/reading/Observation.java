package dev.vigil.domain.reading;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.NameBasedId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An admitted reading of one patient: attributed, converted, plausible, not seen before.
///
/// @param id deterministic in (patient, device, reading), see [#idOf]
/// @param revision 0 at first; a higher one replaces it
/// @param takenAt when it was true for the body, after correction of the device's clock
/// @param deviceTakenAt the device's own time, null when it has no clock
/// @param clockOffset what was added to the device's time, null when nothing was
/// @param admittedAt when the pipeline admitted it
/// @param reason why a revision withdraws it, in a sentence's second half; null where nothing is withdrawn
/// @param battery of the device when it sent, 0 to 1
/// @param signalQuality of the device's sensor, 0 to 1
/// @param late taken longer ago at receipt than the vital's actionable horizon
public record Observation(String id, int revision, PatientId patientId, DeviceId deviceId, @Nullable String gateway,
        ReadingId readingId, Instant takenAt, @Nullable Instant deviceTakenAt, @Nullable Duration clockOffset,
        Instant receivedAt, Instant admittedAt, List<Measurement> measurements, boolean late,
        ObservationStatus status, @Nullable String reason, @Nullable BigDecimal battery,
        @Nullable BigDecimal signalQuality) {

    public Observation {
        measurements = List.copyOf(measurements);
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("an observation has at least one measurement");
        }
        if (revision < 0) {
            throw new IllegalArgumentException("revision must not be negative: " + revision);
        }
    }

    /// One whose device tells nothing of itself.
    public Observation(String id, int revision, PatientId patientId, DeviceId deviceId, @Nullable String gateway,
            ReadingId readingId, Instant takenAt, @Nullable Instant deviceTakenAt, @Nullable Duration clockOffset,
            Instant receivedAt, Instant admittedAt, List<Measurement> measurements, boolean late,
            ObservationStatus status, @Nullable String reason) {
        this(id, revision, patientId, deviceId, gateway, readingId, takenAt, deviceTakenAt, clockOffset, receivedAt,
                admittedAt, measurements, late, status, reason, null, null);
    }

    /// One that withdraws nothing.
    public Observation(String id, int revision, PatientId patientId, DeviceId deviceId, @Nullable String gateway,
            ReadingId readingId, Instant takenAt, @Nullable Instant deviceTakenAt, @Nullable Duration clockOffset,
            Instant receivedAt, Instant admittedAt, List<Measurement> measurements, boolean late,
            ObservationStatus status) {
        this(id, revision, patientId, deviceId, gateway, readingId, takenAt, deviceTakenAt, clockOffset, receivedAt,
                admittedAt, measurements, late, status, null);
    }

    /// The same, told again.
    public Observation amended() {
        return with(measurements, ObservationStatus.AMENDED);
    }

    /// The same, but not to be trusted in one of its measurements.
    public Observation doubting(Vital vital, Doubt doubt) {
        return with(measurements.stream()
                .map(each -> each.vital() == vital && !each.questionable() ? each.with(doubt) : each).toList(), status);
    }

    private Observation with(List<Measurement> others, ObservationStatus other) {
        return new Observation(id, revision, patientId, deviceId, gateway, readingId, takenAt, deviceTakenAt,
                clockOffset, receivedAt, admittedAt, others, late, other, reason, battery, signalQuality);
    }

    public static String idOf(PatientId patient, DeviceId device, ReadingId reading) {
        return NameBasedId.of("observation", patient.value(), device.value(), reading.value()).toString();
    }
}
