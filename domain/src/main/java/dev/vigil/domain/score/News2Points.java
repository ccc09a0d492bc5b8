package dev.vigil.domain.score;

import dev.vigil.domain.vital.Consciousness;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The scoring table of NEWS2 (Royal College of Physicians, chart 1), one method per parameter.
///
/// The chart's bands leave gaps for unrounded values, so each value is rounded half up before it is banded, on exact
/// decimals: temperature to one digit, the others to an integer.
final class News2Points {

    private static final BigDecimal ROOM_AIR = new BigDecimal("21");

    private News2Points() {
    }

    static int respiratoryRate(BigDecimal perMinute) {
        int rate = whole(perMinute);
        if (rate <= 8 || rate >= 25) {
            return 3;
        }
        if (rate >= 21) {
            return 2;
        }
        return rate <= 11 ? 1 : 0;
    }

    static int saturationScale1(BigDecimal percent) {
        int saturation = whole(percent);
        if (saturation <= 91) {
            return 3;
        }
        if (saturation <= 93) {
            return 2;
        }
        return saturation <= 95 ? 1 : 0;
    }

    /// Scale 2 is for a prescribed target of 88-92 %: too much is as bad as too little, but only on oxygen.
    static int saturationScale2(BigDecimal percent, boolean onOxygen) {
        int saturation = whole(percent);
        if (saturation <= 83) {
            return 3;
        }
        if (saturation <= 85) {
            return 2;
        }
        if (saturation <= 87) {
            return 1;
        }
        return onOxygen ? tooMuchOxygen(saturation) : 0;
    }

    private static int tooMuchOxygen(int saturation) {
        if (saturation >= 97) {
            return 3;
        }
        if (saturation >= 95) {
            return 2;
        }
        return saturation >= 93 ? 1 : 0;
    }

    static int oxygen(boolean onOxygen) {
        return onOxygen ? 2 : 0;
    }

    static int systolic(BigDecimal millimetres) {
        int pressure = whole(millimetres);
        if (pressure <= 90 || pressure >= 220) {
            return 3;
        }
        if (pressure <= 100) {
            return 2;
        }
        return pressure <= 110 ? 1 : 0;
    }

    static int pulse(BigDecimal perMinute) {
        int rate = whole(perMinute);
        if (rate <= 40 || rate >= 131) {
            return 3;
        }
        if (rate >= 111) {
            return 2;
        }
        return rate <= 50 || rate >= 91 ? 1 : 0;
    }

    static int consciousness(Consciousness level) {
        return switch (level) {
            case ALERT -> 0;
            case CONFUSION, VOICE, PAIN, UNRESPONSIVE -> 3;
        };
    }

    static int temperature(BigDecimal celsius) {
        int tenths = celsius.setScale(1, RoundingMode.HALF_UP).unscaledValue().intValue();
        if (tenths <= 350) {
            return 3;
        }
        if (tenths >= 391) {
            return 2;
        }
        return tenths <= 360 || tenths >= 381 ? 1 : 0;
    }

    /// A flow of 0 L/min is air.
    static boolean flowIsOxygen(BigDecimal litresPerMinute) {
        return litresPerMinute.signum() > 0;
    }

    /// 21 % is air.
    static boolean concentrationIsOxygen(BigDecimal percent) {
        return percent.compareTo(ROOM_AIR) > 0;
    }

    private static int whole(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).intValue();
    }
}
