package dev.vigil.ingest.mqtt;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.ingest.check.Sender;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A message with readings that waits to be stored.
///
/// @param device of its topic; readings that name another are refused
/// @param sentAt the sender's clock as the message says it, null when it does not
/// @param isSentAgain whether the sender has sent it before and says so
/// @param settled told once, when Kafka has what could be accepted
public record ReadingMessage(DeviceId device, byte[] payload, @Nullable Instant sentAt, boolean isSentAgain,
        Sender sender, Consumer<Settlement> settled) {
}
