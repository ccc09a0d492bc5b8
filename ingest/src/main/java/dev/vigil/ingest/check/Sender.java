package dev.vigil.ingest.check;

import org.jspecify.annotations.Nullable;

/// Who pushes, as its credential says.
///
/// @param name pseudonymous name of the gateway or credential, null where nobody had to show one
/// @param devices for which it may push
public record Sender(@Nullable String name, DeviceScope devices) {

    /// Where no credentials are asked for.
    public static final Sender ANYONE = new Sender(null, new DeviceScope.All());
}
