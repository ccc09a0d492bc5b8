package dev.vigil.fhir.rest;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came back for a piece of work.
sealed interface Answer {

    /// @param retryAfter how long the server asks to be left alone, null where it does not
    /// @param entries one per resource sent and in their order, where the answer as a whole is a good one, else empty
    /// @param operationOutcome of a refusal as a whole, null where there is none
    record Answered(int status, @Nullable Duration retryAfter, List<Entry> entries, @Nullable String operationOutcome)
            implements Answer {

        public Answered {
            entries = List.copyOf(entries);
        }
    }

    /// No answer, or one that is not FHIR's.
    ///
    /// @param reason without patient data
    /// @param sent whether the server may have got what was sent
    record Broken(String reason, boolean sent) implements Answer {

        Broken(String reason) {
            this(reason, true);
        }
    }

    /// The answer to one resource.
    ///
    /// @param location where it is now, null where the server does not say
    /// @param proven whether the server names the version that it stored
    record Entry(int status, @Nullable String location, boolean proven, @Nullable String operationOutcome) {
    }
}
