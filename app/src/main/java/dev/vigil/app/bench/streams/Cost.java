package dev.vigil.app.bench.streams;

import java.util.Locale;

/// What one reading takes.
///
/// @param process microseconds of CPU of the streams process
/// @param broker microseconds of CPU of the broker
/// @param rate readings a second, everything on one machine
record Cost(double process, double broker, double rate, long readings) {

    static final Cost NONE = new Cost(0, 0, 0, 0);

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%6.1f us of the process, %5.1f us of the broker, %,8.0f readings/s (%,d)",
                process, broker, rate, readings);
    }
}
