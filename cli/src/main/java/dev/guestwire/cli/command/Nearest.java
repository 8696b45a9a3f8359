package dev.guestwire.cli.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that someone may have meant. */
public final class Nearest {
    private static final int MOST = 3;

    /** Of so many letters one may be wrong; of three times as many, three. */
    private static final int LETTERS_AN_ERROR = 3;

    private Nearest() {}

    /** {@return the names that differ by little, the nearest first; at most three} */
    public static List<String> to(String typed, Collection<String> names) {
        String small = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .distinct()
                .filter(name -> isNear(small, name.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt((String name) -> distance(small, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(name -> name))
                .limit(MOST)
                .toList();
    }

    /** {@return the near names as a question that ends a sentence; empty if there are none} */
    public static String hint(String typed, Collection<String> names) {
        List<String> near = to(typed, names);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** Little is wrong with it, by its length: of one or two letters all would be. */
    private static boolean isNear(String typed, String name) {
        int longer = Math.max(typed.length(), name.length());
        return distance(typed, name) <= Math.min(MOST, longer / LETTERS_AN_ERROR);
    }

    /** Letters changed, added, removed or exchanged with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, new int[] {i, j});
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int[] at) {
        int i = at[0];
        int j = at[1];
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
