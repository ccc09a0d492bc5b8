package dev.vigil.domain.window;

import dev.vigil.domain.id.DeviceId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Readings of one device that came at even distances: a value for each place `from + n · period`, null where none
/// came. The first and the last place hold a value.
///
/// @param deviceId null where they are taken back
/// @param period more than zero
/// @param values exact, at the vital's scale; empty where they were told before and are taken back
public record Samples(@Nullable DeviceId deviceId, Instant from, Duration period, List<@Nullable BigDecimal> values) {

    public Samples {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /// How many readings they are of.
    public int count() {
        return (int) values.stream().filter(Objects::nonNull).count();
    }

    public boolean takenBack() {
        return values.isEmpty();
    }

    /// One run fewer than was told before.
    public static Samples takenBack(Instant from) {
        return new Samples(null, from, Duration.ofSeconds(1), List.of());
    }
}
