package dev.vigil.wire;

/// Bytes that are not what their topic promises. The message names field and reason, never a value: it may end in
/// a log.
public final class MalformedRecord extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedRecord(String message) {
        super(message);
    }
}
