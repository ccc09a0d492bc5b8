package dev.vigil.app.demo;

import java.time.Duration;

/// When a device measures. Pure.
///
/// @param first the patient's time of the first measurement: devices do not all start at once
record DevicePlan(Duration first, Duration every) {

    /// Devices of a ward start within this, in true time.
    private static final Duration START_WITHIN = Duration.ofSeconds(4);

    static DevicePlan of(DeviceKind kind, int index, int devices, double speed) {
        Duration stagger = START_WITHIN.multipliedBy(index).dividedBy(Math.max(1, devices));
        return new DevicePlan(faster(stagger, 1 / speed), kind.every());
    }

    /// The patient's time of a measurement.
    Duration at(long number) {
        return first.plus(every.multipliedBy(number));
    }

    /// A stretch of the patient's time in true time.
    static Duration faster(Duration patients, double speed) {
        return Duration.ofNanos(Math.round(patients.toNanos() / speed));
    }
}
