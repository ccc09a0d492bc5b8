package dev.vigil.ingest.gatt;

import dev.vigil.domain.vital.Vital;

/// 0x2A1C, a thermometer. Where on the body it was held is not kept.
final class Temperature {

    private Temperature() {
    }

    static void decode(Octets octets, Decoded decoded) {
        int flags = octets.uint8();
        decoded.measured(Vital.BODY_TEMPERATURE, octets.medicalFloat(), (flags & 1) == 0 ? "Cel" : "[degF]");
        if ((flags & 2) != 0) {
            decoded.taken(octets.dateTime());
        }
        if ((flags & 4) != 0) {
            octets.skip(1); // where it was taken
        }
    }
}
