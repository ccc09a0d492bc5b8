package dev.vigil.domain.id;

/// The one spelling rule that device and patient identifiers share. Messages name the field, never the value:
/// a wrong value may be a hospital number.
final class Identifiers {

    private static final int LONGEST = 64;

    private Identifiers() {
    }

    static void require(String field, String value, String alsoAllowed) {
        boolean legal = !value.isEmpty() && value.length() <= LONGEST;
        for (int i = 0; legal && i < value.length(); i++) {
            legal = isWord(value.charAt(i)) || alsoAllowed.indexOf(value.charAt(i)) >= 0;
        }
        if (!legal) {
            throw new IllegalArgumentException(
                    field + " must be 1 to 64 characters of [A-Za-z0-9._" + alsoAllowed + "-]");
        }
    }

    private static boolean isWord(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                || c == '.' || c == '_' || c == '-';
    }
}
