package dev.vigil.ingest.parse;

import dev.vigil.ingest.check.Refusal;

/// Carries a refusal out of the middle of a message; caught by its format, which makes a value of it. Has no stack
/// trace: it is an answer, not a fault.
public final class NotAReading extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public NotAReading(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    /// @param must a sentence's end, `must be Observation`
    public static NotAReading malformed(String element, String must) {
        return new NotAReading(new Refusal(Refusal.Type.MALFORMED, element + " " + must, element, null));
    }

    public Refusal refusal() {
        return refusal;
    }
}
