package dev.vigil.domain.id;

/// A reading within its device: 1 to 128 printable ASCII characters without `|`. Two devices may use the same one.
public record ReadingId(String value) {

    private static final int LONGEST = 128;

    public ReadingId {
        boolean legal = !value.isEmpty() && value.length() <= LONGEST;
        for (int i = 0; legal && i < value.length(); i++) {
            char c = value.charAt(i);
            legal = c > ' ' && c < 0x7f && c != '|';
        }
        if (!legal) {
            throw new IllegalArgumentException("id must be 1 to 128 printable ASCII characters without blank or '|'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
