package dev.vigil.wire.state;

/// Whether a text is a UUID as Java writes it, so that its sixteen bytes give back the very same text.
final class UuidText {

    private static final int LENGTH = 36;

    private UuidText() {
    }

    static boolean isOne(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !isLowerHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLowerHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
