package dev.vigil.ingest.check;

/// Carries a refusal out of the middle of a check; never leaves this package and has no stack trace.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    static Refused malformed(String field, String must) {
        return new Refused(new Refusal(Refusal.Type.MALFORMED, field + " " + must, field, null));
    }

    Refusal refusal() {
        return refusal;
    }
}
