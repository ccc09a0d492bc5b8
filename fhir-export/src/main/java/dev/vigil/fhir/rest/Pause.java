package dev.vigil.fhir.rest;

import java.time.Duration;

/// What to do before the next request.
sealed interface Pause {

    /// Nothing.
    record None() implements Pause {
    }

    /// The server needs time.
    record BackOff(Duration length, String why) implements Pause {
    }

    /// A person must change something; it is tried again now and then, so that nothing must be restarted afterwards.
    record CallOperator(Duration length, String why) implements Pause {
    }
}
