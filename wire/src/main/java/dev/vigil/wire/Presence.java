package dev.vigil.wire;

import dev.vigil.domain.id.DeviceId;
import java.time.Instant;

/// The newest word on the connection of a device that announces its going (MQTT's will).
///
/// @param online false where it went without a goodbye and has not been heard of since
/// @param since on the clock of the ingest that says so
public record Presence(DeviceId deviceId, boolean online, Instant since) {
}
