package lanegrad.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that was probably meant. */
public final class Nearest {
    private static final int LONGEST = 100; // the table of distances grows with the square

    private Nearest() {}

    /** The name that the fewest edits make of the given one, if a third of its letters are enough (at least one). */
    public static Optional<String> to(String name, Collection<String> names) {
        int limit = Math.max(1, name.length() / 3);
        return names.stream()
                .filter(_ -> name.length() <= LONGEST)
                .filter(other -> Math.abs(other.length() - name.length()) <= limit && edits(name, other) <= limit)
                .min(Comparator.comparingInt((String other) -> edits(name, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance without regard to case, and '-', '_' and ' ' taken as equal; two swapped letters count once. */
    private static int edits(String name, String other) {
        String a = plain(name);
        String b = plain(other);
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, a, b, i, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int step(int[][] distance, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least =
                Math.min(distance[i - 1][j - 1] + (same ? 0 : 1), Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}
