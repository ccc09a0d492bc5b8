package dev.vigil.ingest.gatt;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// The bytes of a characteristic from front to back, little-endian. Bytes beyond the known fields are left: later
/// versions of a characteristic append.
final class Octets {

    private static final int FIRST_YEAR = 1582;
    private static final int LAST_YEAR = 9999;

    private final byte[] bytes;
    private int next;

    Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    int uint8() {
        if (next >= bytes.length) {
            throw new NotThisCharacteristic("must be longer: its flags announce more than its " + bytes.length
                    + " bytes");
        }
        return bytes[next++] & 0xFF;
    }

    int uint16() {
        return uint8() | uint8() << 8;
    }

    int uint24() {
        return uint16() | uint8() << 16;
    }

    int int16() {
        return (short) uint16();
    }

    DeviceNumber sfloat() {
        return DeviceNumber.ofShort(uint16());
    }

    DeviceNumber medicalFloat() {
        return DeviceNumber.ofLong(uint16() | uint16() << 16);
    }

    /// By the device's clock and in nobody's zone; null where the device does not know its year, month or day.
    @Nullable
    LocalDateTime dateTime() {
        int year = uint16();
        int month = uint8();
        int day = uint8();
        int hour = uint8();
        int minute = uint8();
        int second = uint8();
        if (year == 0 || month == 0 || day == 0) {
            return null;
        }
        try {
            if (year < FIRST_YEAR || year > LAST_YEAR) {
                throw new NotThisCharacteristic("has a year outside " + FIRST_YEAR + " to " + LAST_YEAR);
            }
            return LocalDateTime.of(year, month, day, hour, minute, second);
        } catch (DateTimeException e) {
            throw new NotThisCharacteristic("has a time stamp that is no time");
        }
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            uint8();
        }
    }
}
