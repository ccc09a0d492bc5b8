package dev.vigil.ingest.gatt;

import dev.vigil.domain.vital.Vital;
import java.time.LocalDateTime;

/// 0x2A5E, a spot check, and 0x2A5F, continuous. Of a continuous reading the normal averaging counts; the fast and the
/// slow one say the same of the same moment. Low perfusion alone is no doubt: it is common in those who are ill, and to
/// doubt it would silence the alert.
final class PulseOximeter {

    private static final int STATUS_EARLY = 1 << 6;
    private static final int STATUS_DEMO_OR_TEST = 1 << 10 | 1 << 11;
    private static final int STATUS_CALIBRATING = 1 << 12;
    private static final int STATUS_UNAVAILABLE = 1 << 13;
    private static final int STATUS_QUESTIONABLE = 1 << 14;
    private static final int STATUS_INVALID = 1 << 15;

    private static final int SENSOR_MALFUNCTION = 1 << 1 | 1 << 14;
    private static final int SENSOR_UNCONNECTED = 1 << 11;
    private static final int SENSOR_UNKNOWN = 1 << 12;
    private static final int SENSOR_DISPLACED = 1 << 13;
    private static final int SENSOR_DISCONNECTED = 1 << 15;

    /// Irregular, inadequate or poor signal, erratic, no pulse seen, questionable pulse, interference.
    private static final int SIGNAL_POOR = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10;

    private PulseOximeter() {
    }

    static void spotCheck(Octets octets, Decoded decoded) {
        int flags = octets.uint8();
        values(octets, decoded);
        LocalDateTime taken = (flags & 1) == 0 ? null : octets.dateTime();
        boolean clockNotSet = (flags & 16) != 0;
        decoded.taken(clockNotSet ? null : taken);
        status(octets, decoded, (flags & 2) != 0, (flags & 4) != 0);
        skipAmplitude(octets, (flags & 8) != 0);
    }

    static void continuous(Octets octets, Decoded decoded) {
        int flags = octets.uint8();
        values(octets, decoded);
        octets.skip(4 * Integer.bitCount(flags & 3)); // fast and slow averages
        status(octets, decoded, (flags & 4) != 0, (flags & 8) != 0);
        skipAmplitude(octets, (flags & 16) != 0);
    }

    private static void values(Octets octets, Decoded decoded) {
        decoded.measured(Vital.OXYGEN_SATURATION, octets.sfloat(), "%");
        decoded.measured(Vital.PULSE_RATE, octets.sfloat(), "/min");
    }

    private static void status(Octets octets, Decoded decoded, boolean hasMeasurement, boolean hasSensor) {
        if (hasMeasurement) {
            int status = octets.uint16();
            decoded.fault((status & STATUS_UNAVAILABLE) != 0, "the measurement is unavailable");
            decoded.fault((status & STATUS_INVALID) != 0, "the measurement is invalid");
            decoded.test((status & STATUS_DEMO_OR_TEST) != 0);
            decoded.early((status & STATUS_EARLY) != 0);
            decoded.doubt((status & (STATUS_CALIBRATING | STATUS_QUESTIONABLE)) != 0);
        }
        if (hasSensor) {
            int status = octets.uint24();
            decoded.fault((status & SENSOR_MALFUNCTION) != 0, "the equipment or sensor malfunctions");
            decoded.fault((status & SENSOR_UNCONNECTED) != 0, "the sensor is not connected to the user");
            decoded.fault((status & SENSOR_UNKNOWN) != 0, "an unknown sensor is connected");
            decoded.fault((status & SENSOR_DISPLACED) != 0, "the sensor is displaced");
            decoded.fault((status & SENSOR_DISCONNECTED) != 0, "the sensor is disconnected");
            decoded.doubt((status & SIGNAL_POOR) != 0);
        }
    }

    private static void skipAmplitude(Octets octets, boolean isThere) {
        if (isThere) {
            octets.skip(2);
        }
    }
}
