package dev.bochner.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the word that was probably meant. */
final class Spelling {
    private Spelling() {}

    /** The word nearest to a misspelt one; the first in alphabetical order among equals. */
    static String nearest(String misspelt, Collection<String> words) {
        return words.stream()
                .sorted()
                .min(Comparator.comparingInt(word -> distance(misspelt, word)))
                .orElseThrow(() -> new IllegalArgumentException("There are no words to choose from"));
    }

    /** How many insertions, deletions and substitutions of a letter lead from one to the other; case is ignored. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
