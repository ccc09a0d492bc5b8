package dev.vigil.domain.device;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a device said of itself with a reading.
///
/// @param at when the reading was taken
/// @param battery 0 to 1, null where it has not said
/// @param signalQuality 0 to 1, null where it has not said
/// @param clockOffset what was added to its time
/// @param cuffError 1 or 0, null where it has measured no pressure
public record DeviceReport(Instant at, @Nullable BigDecimal battery, @Nullable BigDecimal signalQuality,
        Duration clockOffset, @Nullable BigDecimal cuffError) {

    public static final Comparator<DeviceReport> OLDEST_FIRST = Comparator.comparing(DeviceReport::at);

    public Optional<BigDecimal> value(DeviceProperty property) {
        return switch (property) {
            case BATTERY -> Optional.ofNullable(battery);
            case SIGNAL_QUALITY -> Optional.ofNullable(signalQuality);
            case CLOCK_OFFSET -> Optional.of(BigDecimal.valueOf(clockOffset.abs().toSeconds()));
            case CUFF_ERROR -> Optional.ofNullable(cuffError);
        };
    }

    /// What this one does not say stays as it was said before.
    public DeviceReport after(@Nullable DeviceReport before) {
        return before == null ? this : new DeviceReport(at, battery == null ? before.battery : battery,
                signalQuality == null ? before.signalQuality : signalQuality, clockOffset,
                cuffError == null ? before.cuffError : cuffError);
    }
}
