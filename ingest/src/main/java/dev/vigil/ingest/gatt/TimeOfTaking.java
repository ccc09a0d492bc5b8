package dev.vigil.ingest.gatt;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the gateway says of when a characteristic was measured, and what follows from it. The device's time has no
/// zone; it becomes an instant only by a zone that is told. Nothing is guessed: not the zone, not which of the two
/// hours when the clocks go back, and not that a reading without any time is of now.
///
/// @param takenAt the gateway's word; goes before the device's time
/// @param takenAgo the same for a gateway without a clock
/// @param zone of the device's clock: a name of the IANA database, or an offset
public record TimeOfTaking(@Nullable String takenAt, @Nullable String takenAgo, @Nullable String zone) {

    /// The time to put into a draft, null where `takenAgo` says it.
    @Nullable
    String instant(@Nullable LocalDateTime ofDevice) {
        if (takenAt != null || takenAgo != null) {
            return takenAt;
        }
        if (ofDevice == null) {
            throw new NotThisCharacteristic("has no time that is known; send Vigil-Taken-At, or Vigil-Taken-Ago");
        }
        if (zone == null) {
            throw new NotThisCharacteristic("has a time without a zone; send Vigil-Zone, such as Europe/Berlin or"
                    + " +01:00, or Vigil-Taken-At");
        }
        List<ZoneOffset> offsets = zoneOf(zone).getRules().getValidOffsets(ofDevice);
        if (offsets.size() != 1) {
            throw new NotThisCharacteristic("has a time that " + (offsets.isEmpty() ? "does not exist" : "occurs twice")
                    + " in Vigil-Zone, because the clocks change; send the offset as Vigil-Zone");
        }
        return ofDevice.atOffset(offsets.getFirst()).toInstant().toString();
    }

    private static ZoneId zoneOf(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new NotThisCharacteristic("needs a Vigil-Zone that is known, such as Europe/Berlin or +01:00");
        }
    }
}
