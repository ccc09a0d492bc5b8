package dev.vigil.ingest.gatt;

import dev.vigil.domain.vital.Vital;

/// 0x2A35, a cuff: always three pressures, of which those that it lacks are no number. What the patient did wrong makes
/// the reading questionable; an irregular pulse is a finding and not a fault.
final class BloodPressure {

    private static final int BODY_MOVED = 1;
    private static final int CUFF_LOOSE = 1 << 1;
    private static final int WRONG_POSITION = 1 << 5;

    private BloodPressure() {
    }

    static void decode(Octets octets, Decoded decoded) {
        int flags = octets.uint8();
        String unit = (flags & 1) == 0 ? "mm[Hg]" : "kPa";
        decoded.measured(Vital.SYSTOLIC_BP, octets.sfloat(), unit);
        decoded.measured(Vital.DIASTOLIC_BP, octets.sfloat(), unit);
        decoded.measured(Vital.MEAN_ARTERIAL_PRESSURE, octets.sfloat(), unit);
        if ((flags & 2) != 0) {
            decoded.taken(octets.dateTime());
        }
        if ((flags & 4) != 0) {
            decoded.measured(Vital.PULSE_RATE, octets.sfloat(), "/min");
        }
        if ((flags & 8) != 0) {
            decoded.user(octets.uint8());
        }
        if ((flags & 16) != 0) {
            decoded.doubt((octets.uint16() & (BODY_MOVED | CUFF_LOOSE | WRONG_POSITION)) != 0);
        }
    }
}
