package dev.vigil.domain.window;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a window `[from, to)` of one vital of one patient holds.
///
/// @param count 0 for one that is taken back: everything it summed up was withdrawn
/// @param stdDev population standard deviation, 4 digits more than the vital's scale
/// @param slopePerHour least-squares slope in the vital's unit per hour, null with fewer than two distinct times
/// @param coefficientOfVariation standard deviation over mean in percent, null where the mean is zero
/// @param ranges readings in each band of the vital's target range, null for one without, and where it is not known
/// @param samples every reading of an hour, where the plan exports the vital so; otherwise empty
/// @param isFinal the window has closed; late readings still change it, under a higher revision
public record Summary(PatientId patientId, Vital vital, WindowLength window, Instant from, Instant to, long count,
        BigDecimal mean, BigDecimal min, BigDecimal max, BigDecimal stdDev, BigDecimal first, BigDecimal last,
        @Nullable BigDecimal slopePerHour, @Nullable BigDecimal coefficientOfVariation, @Nullable RangeCounts ranges,
        List<Samples> samples, boolean isFinal, int revision) {

    public Summary {
        samples = List.copyOf(samples);
    }

    /// What was summed up before does not hold any more, and nothing is left.
    public static Summary takenBack(PatientId patient, Vital vital, WindowLength window, Instant from, int revision) {
        BigDecimal none = BigDecimal.ZERO.setScale(vital.scale());
        return new Summary(patient, vital, window, from, from.plus(window.length()), 0, none, none, none, none, none,
                none, null, null, null, List.of(), true, revision);
    }

    public Summary withSamples(List<Samples> runs) {
        return new Summary(patientId, vital, window, from, to, count, mean, min, max, stdDev, first, last, slopePerHour,
                coefficientOfVariation, ranges, runs, isFinal, revision);
    }
}
