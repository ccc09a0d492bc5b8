package dev.vigil.ingest.check;

import dev.vigil.domain.reading.Door;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a reading because of the way it came in.
///
/// @param sentAt the sender's clock as the message says it; the reading's own `sentAt` goes before it
/// @param gateway pseudonymous name of what pushed it
public record Receipt(Instant receivedAt, @Nullable Instant sentAt, @Nullable String gateway, Door door) {
}
