package dev.vigil.app.config;

import java.util.Comparator;
import java.util.List;

/// What somebody may have meant.
final class NearestName {

    private static final int FARTHEST = 5;

    private NearestName() {
    }

    /// `; did you mean "…"?`, or nothing where no name is near.
    static String suggestion(String written, List<String> names) {
        return names.stream().min(Comparator.comparingInt(name -> distance(written, name)))
                .filter(name -> distance(written, name) <= Math.min(FARTHEST, written.length() / 2))
                .map(name -> "; did you mean \"" + name + "\"?").orElse("");
    }

    /// How many letters to insert, delete or replace.
    static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
