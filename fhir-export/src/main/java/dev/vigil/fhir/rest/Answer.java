package dev.vigil.fhir.rest;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came back for a piece of work.
sealed interface Answer {

    /// @param retryAfter how long the server asks to be left alone, null where it does not
    /// @param entries of a batch's answer, one per entry sent and in their order, else empty
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
    record Broken(String reason) implements Answer {
    }

    /// The answer to one entry of a batch.
    record Entry(int status, @Nullable String operationOutcome) {
    }
}
