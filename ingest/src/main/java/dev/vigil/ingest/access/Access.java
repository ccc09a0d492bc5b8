package dev.vigil.ingest.access;

import dev.vigil.http.AccessToken;
import org.jspecify.annotations.Nullable;

/// How callers may show who they are, as configured. Where any of it is set, everybody needs a credential.
///
/// @param operator the operator's own token: administers credentials and may push for every device; without it
///        credentials cannot be administered at this instance
public record Access(@Nullable AccessToken operator) {

    public static final Access OPEN = new Access(null);

    /// Whether nobody needs to show anything; the application allows that on loopback alone.
    boolean open() {
        return operator == null;
    }
}
