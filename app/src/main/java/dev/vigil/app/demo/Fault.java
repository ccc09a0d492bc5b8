package dev.vigil.app.demo;

import java.time.Duration;

/// What is wrong with a device or its way to us.
sealed interface Fault {

    record None() implements Fault {
    }

    /// It stops sending.
    record FallsSilent(Duration after) implements Fault {
    }

    /// Its clock is ahead; it says when it sent, by the same clock.
    record ClockAhead(Duration by) implements Fault {
    }

    /// Its gateway was offline and has hours to tell at once.
    record WasOffline(Duration back) implements Fault {
    }
}
