package dev.vigil.ingest.fhir;

import dev.vigil.ingest.check.Refusal;

/// Carries a refusal out of the middle of a resource; never leaves this package and has no stack trace.
final class NotAReading extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    NotAReading(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    static NotAReading malformed(String element, String must) {
        return new NotAReading(new Refusal(Refusal.Type.MALFORMED, element + " " + must, element, null));
    }

    Refusal refusal() {
        return refusal;
    }
}
