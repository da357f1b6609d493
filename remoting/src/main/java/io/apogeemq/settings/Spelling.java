package io.apogeemq.settings;

import java.util.Locale;

/** How far one key is from another. */
final class Spelling {
    private Spelling() {}

    /** The number of letters to insert, drop, change or swap with their neighbour; case does not count. */
    static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] twoBack = new int[to.length() + 1];
        int[] back = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            back[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], back[j]) + 1, back[j - 1] + change);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], twoBack[j - 2] + 1);
                }
            }
            twoBack = back;
            back = row;
        }
        return back[to.length()];
    }
}
