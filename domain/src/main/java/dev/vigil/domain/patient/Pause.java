package dev.vigil.domain.patient;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A hospital stay, a holiday, a device in repair: no silence alarms and no pages in `[from, to)`; admission goes on.
public record Pause(Instant from, @Nullable Instant to, @Nullable String reason) {

    public boolean covers(Instant time) {
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }
}
