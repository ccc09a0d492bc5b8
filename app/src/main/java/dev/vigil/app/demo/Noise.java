package dev.vigil.app.demo;

import java.time.Duration;
import java.util.SplittableRandom;

/// Seeded noise that is a function of time: the same question gives the same answer, in any order.
record Noise(long seed) {

    /// Wanders smoothly between -1 and 1, passing a new random value every `period`.
    double wander(String what, Duration at, Duration period) {
        double position = at.toMillis() / (double) period.toMillis();
        long step = (long) Math.floor(position);
        double part = position - step;
        double eased = part * part * (3 - 2 * part);
        return at(what, step) * (1 - eased) + at(what, step + 1) * eased;
    }

    /// Jumps from one measurement to the next, between -1 and 1.
    double jitter(String what, Duration at) {
        return at(what + "~", at.toMillis());
    }

    private double at(String what, long step) {
        long mixed = seed * 0x9E3779B97F4A7C15L + what.hashCode() * 0xC2B2AE3D27D4EB4FL + step;
        return new SplittableRandom(mixed).nextDouble(-1, 1);
    }
}
