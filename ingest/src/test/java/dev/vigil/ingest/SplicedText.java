package dev.vigil.ingest;

import java.util.List;
import java.util.Random;

/// Texts that are nearly right: a valid one with pieces cut out, doubled or put in that parsers stumble over.
public final class SplicedText {

    private static final List<String> SPLICES = List.of("null", "{}", "[]", "\"\"", "1e400", "-0", "1E+2147483648",
            "9".repeat(1500), "\"\\uD800\"", "\u0000", "\\", "\"", "{", "}", "[", "]", ",", ":", "true", "NaN",
            "\u00e9", "\uD83D\uDE00", "\"a|b\"", "\"\\u0000\"", "[".repeat(70), "{\"a\":".repeat(70), "\n", "#", "/",
            "urn:", "- ", "&a", "*a", "!!java.net.URL", "\"" + "x".repeat(3000) + "\"");

    private SplicedText() {
    }

    public static String of(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int edits = 1 + random.nextInt(4); edits > 0 && !text.isEmpty(); edits--) {
            int start = random.nextInt(text.length());
            int end = Math.min(text.length(), start + random.nextInt(12));
            text.replace(start, end, switch (random.nextInt(4)) {
                case 0 -> "";
                case 1 -> text.substring(start, Math.min(text.length(), start + random.nextInt(40)));
                default -> SPLICES.get(random.nextInt(SPLICES.size()));
            });
        }
        return text.toString();
    }
}
