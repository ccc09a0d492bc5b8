package dev.vigil.ingest.gatt;

import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.MessageFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The bytes of one characteristic of one device as one reading. Bytes that say that nothing was measured are refused
/// as technical, with the device's own reason.
///
/// @param deviceId as the gateway names the device; not checked yet
public record GattFormat(String deviceId, Characteristic characteristic, TimeOfTaking time) implements MessageFormat {

    @Override
    public Body read(byte[] message, Function<Draft, Checked> check) {
        try {
            Decoded decoded = characteristic.decode(message);
            String cause = decoded.technicalCause();
            Checked reading = cause == null ? check.apply(draft(decoded)) : new Checked.Rejected(new Refusal(
                    Refusal.Type.TECHNICAL, "The device measured nothing: " + cause + ".", null, null));
            return new Body.Readings(List.of(reading));
        } catch (NotThisCharacteristic e) {
            return new Body.Readings(List.of(new Checked.Rejected(Refusal.malformed(
                    "The characteristic " + characteristic.number() + " " + e.getMessage() + "."))));
        }
    }

    private Draft draft(Decoded decoded) {
        return new Draft(new Scalar.Text(deviceId), text(decoded.sequence()),
                text(time.instant(decoded.takenAt())), text(time.takenAgo()), decoded.measurements(), null, null,
                null, decoded.status(), null, number(decoded.user()));
    }

    private static @Nullable Scalar number(@Nullable Integer number) {
        return number == null ? null : new Scalar.Number(BigDecimal.valueOf(number));
    }

    private static @Nullable Scalar text(@Nullable String text) {
        return text == null ? null : new Scalar.Text(text);
    }
}
