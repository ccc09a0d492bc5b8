package dev.vigil.ingest.access;

import dev.vigil.wire.Credential;
import org.jspecify.annotations.Nullable;

/// What became of an operator's wish.
public sealed interface Provisioned {

    /// Every instance knows it.
    ///
    /// @param token the new one, null where none was issued; nobody can be told it again
    record Done(Credential credential, @Nullable String token) implements Provisioned {

        /// Holds a secret.
        @Override
        public String toString() {
            return "Done[" + credential.name() + "]";
        }
    }

    record Unknown() implements Provisioned {
    }

    /// @param detail for a person
    record Conflict(String detail) implements Provisioned {
    }

    /// Kafka did not say in time that it has it; it may have it all the same.
    record NotStored() implements Provisioned {
    }
}
