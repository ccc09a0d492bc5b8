package dev.vigil.ingest.gatt;

import dev.vigil.domain.vital.Vital;

/// 0x2A37, a chest strap or watch. A sensor that can tell and feels no skin measured nothing, whatever rate it sends.
final class HeartRate {

    private static final int NO_CONTACT = 2;

    private HeartRate() {
    }

    static void decode(Octets octets, Decoded decoded) {
        int flags = octets.uint8();
        int rate = (flags & 1) == 0 ? octets.uint8() : octets.uint16();
        if ((flags & 8) != 0) {
            octets.skip(2); // energy expended
        }
        decoded.fault((flags >> 1 & 3) == NO_CONTACT, "the sensor has no contact with the skin");
        decoded.measured(Vital.HEART_RATE, DeviceNumber.exact(rate, 0), "/min");
    }
}
