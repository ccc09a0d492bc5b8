package dev.vigil.domain.admission;

import dev.vigil.domain.reading.QuarantineReason;

/// Why something is not admitted, and one sentence that a person can act on.
record Refusal(QuarantineReason reason, String detail) {
}
