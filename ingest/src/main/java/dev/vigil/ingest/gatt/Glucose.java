package dev.vigil.ingest.gatt;

import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/// 0x2A18, a meter that numbers its readings and tells when they were taken as an offset from its base time. A drop of
/// control solution is nobody's blood.
final class Glucose {

    private static final int CONTROL_SOLUTION = 10;
    private static final int CONTROL_LOCATION = 4;

    private static final int MALFUNCTION = 1 << 1 | 1 << 10;
    private static final int SAMPLE_TOO_SMALL = 1 << 2;
    private static final int STRIP = 1 << 3 | 1 << 4 | 1 << 9;
    private static final int WRONG_TEMPERATURE = 1 << 7 | 1 << 8;
    private static final int TIME_FAULT = 1 << 11;

    private Glucose() {
    }

    static void decode(Octets octets, Decoded decoded) {
        int flags = octets.uint8();
        int sequence = octets.uint16();
        LocalDateTime base = octets.dateTime();
        int offsetMinutes = (flags & 1) == 0 ? 0 : octets.int16();
        LocalDateTime taken = base == null ? null : base.plusMinutes(offsetMinutes);
        concentration(octets, decoded, flags);
        boolean timeFault = (flags & 8) != 0 && annunciation(octets.uint16(), decoded);
        decoded.taken(timeFault ? null : taken);
        if (base != null) {
            decoded.numbered("glucose-" + sequence + "-" + base);
        }
    }

    private static void concentration(Octets octets, Decoded decoded, int flags) {
        if ((flags & 2) == 0) {
            decoded.fault(true, "it holds no concentration");
            return;
        }
        DeviceNumber concentration = octets.sfloat();
        if ((flags & 4) == 0) {
            decoded.measured(Vital.BLOOD_GLUCOSE, shifted(concentration, 5), "mg/dL");
        } else {
            decoded.measured(Vital.BLOOD_GLUCOSE, shifted(concentration, 3), "mmol/L");
        }
        int specimen = octets.uint8();
        decoded.test((specimen & 0xF) == CONTROL_SOLUTION || specimen >> 4 == CONTROL_LOCATION);
    }

    /// kg/L to mg/dL and mol/L to mmol/L are powers of ten: no digit is lost.
    private static DeviceNumber shifted(DeviceNumber number, int places) {
        return switch (number) {
            case DeviceNumber.Exact(BigDecimal value) -> new DeviceNumber.Exact(value.scaleByPowerOfTen(places));
            case DeviceNumber.Special special -> special;
        };
    }

    /// @return whether the meter doubts its clock
    private static boolean annunciation(int status, Decoded decoded) {
        decoded.fault((status & MALFUNCTION) != 0, "the meter malfunctions");
        decoded.fault((status & SAMPLE_TOO_SMALL) != 0, "the blood sample is too small");
        decoded.fault((status & STRIP) != 0, "the strip is wrong, or was pulled out early");
        decoded.doubt((status & WRONG_TEMPERATURE) != 0);
        return (status & TIME_FAULT) != 0;
    }
}
