package dev.vigil.ingest.inbound;

import dev.vigil.ingest.check.DeviceScope;
import dev.vigil.ingest.check.Sender;
import dev.vigil.wire.Credential;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who a gateway says it is in the header `vigil-gateway`. Kafka's access control is what lets it produce, so its word
/// is believed; where a credential of that name exists, the gateway may push for no more than the credential lists, and
/// for nothing once that is revoked or expired.
///
/// @param credentials by name, null where there is none
record Gateways(Function<String, @Nullable Credential> credentials) {

    /// @param name as the header says, null without one
    /// @throws IllegalArgumentException saying what a name is
    Sender senderOf(@Nullable String name, Instant now) {
        if (name == null) {
            return Sender.ANYONE;
        }
        Credential.requireName(name);
        Credential credential = credentials.apply(name);
        return new Sender(name, credential == null ? new DeviceScope.All() : scopeOf(credential, now));
    }

    private static DeviceScope scopeOf(Credential credential, Instant now) {
        if (!credential.holdsAt(now)) {
            return new DeviceScope.Only(Set.of());
        }
        return credential.allDevices() ? new DeviceScope.All() : new DeviceScope.Only(credential.devices());
    }
}
