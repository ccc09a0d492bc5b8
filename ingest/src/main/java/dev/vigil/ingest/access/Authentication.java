package dev.vigil.ingest.access;

import dev.vigil.ingest.check.Sender;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What became of an attempt to be let in.
public sealed interface Authentication {

    /// Let in.
    ///
    /// @param standing the sender as it holds now, empty as soon as its credential is revoked, rotated away or expired:
    ///        asked again for each message by a door whose connections last
    /// @param operator whether it may administer credentials
    record Accepted(Sender sender, Supplier<Optional<Sender>> standing, boolean operator) implements Authentication {
    }

    /// Turned away; which part was wrong is told to nobody.
    ///
    /// @param pause how long to wait before saying so: longer after each failure from one address
    record Refused(Duration pause) implements Authentication {
    }

    /// Not known yet, because the credentials have not been read or the issuer's keys cannot be fetched: to come again
    /// helps.
    record NotNow(Duration retryAfter) implements Authentication {
    }
}
