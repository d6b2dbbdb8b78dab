// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Guesses what a misspelt word was meant to be: by Jaro-Winkler similarity, and by single typing errors. */
public final class Suggestions {
    private static final double SIMILAR = 0.8;
    private static final double ONE_ERROR = 0.9;
    private static final int AT_MOST = 3;
    private static final int LISTED = 30;
    private static final int COMPARED_LENGTH = 64;

    private Suggestions() {}

    /**
     * A line of advice: up to three similar words, then all that is possible under the heading, which names them, such as
     * {@code keys allowed here}.
     */
    public static String advice(String word, Collection<String> possible, String heading) {
        String list = heading + ": " + listed(possible);
        List<String> near = near(word, possible);
        return near.isEmpty() ? list : question(near) + " " + list;
    }

    /** Like {@link #advice}, but lists all that is possible only when nothing is similar. */
    public static String shortAdvice(String word, Collection<String> possible, String heading) {
        List<String> near = near(word, possible);
        return near.isEmpty() ? heading + ": " + listed(possible) : question(near);
    }

    /** Up to three similar words, the most similar first. */
    public static List<String> near(String word, Collection<String> possible) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.length() > COMPARED_LENGTH) {
            return List.of();
        }
        return possible.stream()
                .filter(p -> similarity(lower, p.toLowerCase(Locale.ROOT)) >= SIMILAR)
                .sorted(Comparator.comparingDouble((String p) -> -similarity(lower, p.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(AT_MOST)
                .toList();
    }

    /** Asks whether one of {@code words}, at least one, was meant. */
    public static String question(List<String> words) {
        return "did you mean " + alternatives(words) + "?";
    }

    /** As in {@code 'a', 'b' or 'c'}. */
    public static String alternatives(List<String> words) {
        String last = "'" + words.get(words.size() - 1) + "'";
        if (words.size() == 1) {
            return last;
        }
        return words.subList(0, words.size() - 1).stream()
                        .map(w -> "'" + w + "'")
                        .collect(Collectors.joining(", "))
                + " or "
                + last;
    }

    private static String listed(Collection<String> possible) {
        if (possible.isEmpty()) {
            return "none";
        }
        String list = possible.stream().limit(LISTED).collect(Collectors.joining(", "));
        return possible.size() <= LISTED ? list : list + ", ...";
    }

    /** At least 0.9 for words of three letters or more that differ by one typing error, else by Jaro and Winkler. */
    static double similarity(String a, String b) {
        double similarity = jaroWinkler(a, b);
        return Math.min(a.length(), b.length()) >= 3 && isOneErrorApart(a, b)
                ? Math.max(ONE_ERROR, similarity)
                : similarity;
    }

    /** Whether one letter too many, too few or wrong, or two swapped neighbours, are all the difference. */
    private static boolean isOneErrorApart(String a, String b) {
        int start = 0;
        int shorter = Math.min(a.length(), b.length());
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int endA = a.length();
        int endB = b.length();
        while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
            endA--;
            endB--;
        }
        String restA = a.substring(start, endA);
        String restB = b.substring(start, endB);
        return restA.length() <= 1 && restB.length() <= 1
                || restA.length() == 2
                        && new StringBuilder(restA).reverse().toString().equals(restB);
    }

    /** 0 for nothing in common, 1 for equal; a common beginning of up to four letters counts extra (Winkler 1990). */
    private static double jaroWinkler(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        double jaro = jaro(a, b);
        int prefix = 0;
        while (prefix < Math.min(4, Math.min(a.length(), b.length())) && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * 0.1 * (1 - jaro);
    }

    private static double jaro(String a, String b) {
        boolean[] inA = new boolean[a.length()];
        boolean[] inB = new boolean[b.length()];
        int matches = match(a, b, inA, inB);
        if (matches == 0) {
            return 0;
        }
        double swapped = outOfOrder(a, b, inA, inB) / 2.0;
        return ((double) matches / a.length() + (double) matches / b.length() + (matches - swapped) / matches) / 3;
    }

    private static int match(String a, String b, boolean[] inA, boolean[] inB) {
        int window = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
        int matches = 0;
        for (int i = 0; i < a.length(); i++) {
            int end = Math.min(b.length() - 1, i + window);
            for (int j = Math.max(0, i - window); j <= end && !inA[i]; j++) {
                if (!inB[j] && a.charAt(i) == b.charAt(j)) {
                    inA[i] = true;
                    inB[j] = true;
                    matches++;
                }
            }
        }
        return matches;
    }

    private static int outOfOrder(String a, String b, boolean[] inA, boolean[] inB) {
        int count = 0;
        int j = 0;
        for (int i = 0; i < a.length(); i++) {
            if (inA[i]) {
                while (!inB[j]) {
                    j++;
                }
                count += a.charAt(i) == b.charAt(j++) ? 0 : 1;
            }
        }
        return count;
    }
}
