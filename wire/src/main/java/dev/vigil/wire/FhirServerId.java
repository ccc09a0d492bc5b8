package dev.vigil.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an EHR calls one of our resources.
///
/// @param id null while it is being sent: after a crash nobody knows whether it is there
public record FhirServerId(@Nullable String id, Instant at) {
}
