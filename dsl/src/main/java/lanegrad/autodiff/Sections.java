package lanegrad.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Parts of a {@link Tape}, one in another: within one, equal operations are shared, between two they aren't.
 *
 * <p>A section's number is that of the section around it and its own there; what is in none has an empty one.
 */
final class Sections {
    /** The first number of one that is recorded once more; all others are 0 or more. */
    static final int AGAIN = -1;

    /** What each section gave. */
    private final Map<List<Integer>, Var> results = new HashMap<>();

    private List<Integer> current = List.of();

    /** How many the one under way holds so far. */
    private int count;

    /** The number of the section under way. */
    List<Integer> current() {
        return current;
    }

    /** Whether the one under way has been recorded before. */
    boolean isAgain() {
        return !current.isEmpty() && current.getFirst() == AGAIN;
    }

    /** Whether there are any. */
    boolean isEmpty() {
        return results.isEmpty();
    }

    /** The number of the next one that the section under way holds. */
    List<Integer> next() {
        return Stream.concat(current.stream(), Stream.of(count++)).toList();
    }

    /** What a piece of a program gave in a section, which is recorded now if it hasn't been. */
    Var within(List<Integer> number, Supplier<Var> piece) {
        Var known = results.get(number);
        if (known == null) {
            known = recorded(number, piece);
            results.put(number, known);
        }
        return known;
    }

    private Var recorded(List<Integer> number, Supplier<Var> piece) {
        List<Integer> outer = current;
        int before = count;
        current = number;
        count = 0;
        try {
            return piece.get();
        } finally {
            current = outer;
            count = before;
        }
    }

    /** Forgets everything. */
    void clear() {
        results.clear();
        count = 0;
    }
}
