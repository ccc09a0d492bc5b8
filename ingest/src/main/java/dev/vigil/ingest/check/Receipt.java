package dev.vigil.ingest.check;

import dev.vigil.domain.reading.Door;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a reading because of the way it came in.
///
/// @param sentAt the sender's clock as the message says it; the reading's own `sentAt` goes before it
public record Receipt(Instant receivedAt, @Nullable Instant sentAt, Sender sender, Door door) {
}
