package dev.vigil.ingest.gatt;

import java.math.BigDecimal;

/// A number as ISO/IEEE 11073 devices write it: a decimal mantissa and a power of ten, so exact, or one of five words
/// that say why there is none. The word is compared before it is taken apart: `0x07FE` would else be 2046.
sealed interface DeviceNumber {

    record Exact(BigDecimal value) implements DeviceNumber {
    }

    /// Why there is no number, for a person.
    record Special(String meaning) implements DeviceNumber {
    }

    Special NOT_A_NUMBER = new Special("it has no value");
    Special NOT_AT_THIS_RESOLUTION = new Special("its value does not fit the format");
    Special ABOVE_ITS_RANGE = new Special("the value is higher than it can measure");
    Special BELOW_ITS_RANGE = new Special("the value is lower than it can measure");
    Special RESERVED = new Special("its value is reserved for future use");

    /// SFLOAT: 4 bits of exponent, 12 of mantissa.
    static DeviceNumber ofShort(int word) {
        return switch (word) {
            case 0x07FF -> NOT_A_NUMBER;
            case 0x0800 -> NOT_AT_THIS_RESOLUTION;
            case 0x07FE -> ABOVE_ITS_RANGE;
            case 0x0802 -> BELOW_ITS_RANGE;
            case 0x0801 -> RESERVED;
            default -> exact(signed(word & 0xFFF, 12), signed(word >> 12 & 0xF, 4));
        };
    }

    /// FLOAT: 8 bits of exponent, 24 of mantissa.
    static DeviceNumber ofLong(int word) {
        return switch (word) {
            case 0x007FFFFF -> NOT_A_NUMBER;
            case 0x00800000 -> NOT_AT_THIS_RESOLUTION;
            case 0x007FFFFE -> ABOVE_ITS_RANGE;
            case 0x00800002 -> BELOW_ITS_RANGE;
            case 0x00800001 -> RESERVED;
            default -> exact(signed(word & 0xFFFFFF, 24), word >> 24);
        };
    }

    static DeviceNumber exact(int mantissa, int exponent) {
        return new Exact(BigDecimal.valueOf(mantissa, -exponent));
    }

    private static int signed(int value, int bits) {
        return (value << (32 - bits)) >> (32 - bits);
    }
}
