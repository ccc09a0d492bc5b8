package dev.vigil.wire;

/// The bar between the two halves of a composed key; neither half may contain one.
final class PairKey {

    private PairKey() {
    }

    static int barOf(String text) {
        int bar = text.indexOf('|');
        if (bar <= 0 || bar == text.length() - 1) {
            throw new IllegalArgumentException("must be two parts joined by '|'");
        }
        return bar;
    }
}
