package dev.vigil.ingest.gatt;

import dev.vigil.domain.vital.Vital;

/// 0x2A9D, a scale. The body mass index follows from weight and height and is not kept.
final class Weight {

    private static final int UNSUCCESSFUL = 0xFFFF;

    private Weight() {
    }

    static void decode(Octets octets, Decoded decoded) {
        int flags = octets.uint8();
        boolean imperial = (flags & 1) != 0;
        int weight = octets.uint16();
        decoded.fault(weight == UNSUCCESSFUL, "the scale did not come to rest");
        decoded.measured(Vital.BODY_WEIGHT, DeviceNumber.exact(imperial ? weight : weight * 5, imperial ? -2 : -3),
                imperial ? "[lb_av]" : "kg");
        if ((flags & 2) != 0) {
            decoded.taken(octets.dateTime());
        }
        if ((flags & 4) != 0) {
            decoded.user(octets.uint8());
        }
        if ((flags & 8) != 0) {
            octets.skip(2); // body mass index
            int height = octets.uint16();
            decoded.measured(Vital.BODY_HEIGHT, DeviceNumber.exact(height, imperial ? -1 : -3),
                    imperial ? "[in_i]" : "m");
        }
    }
}
