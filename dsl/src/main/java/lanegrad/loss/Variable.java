package lanegrad.loss;

/**
 * One target column, as far as an output has to know it.
 *
 * @param name the column
 * @param classes how many classes it has; 0 for a number
 */
public record Variable(String name, int classes) {
    /** A number. */
    public static Variable number(String name) {
        return new Variable(name, 0);
    }

    /** Whether it is a number, not a class. */
    public boolean isNumber() {
        return classes == 0;
    }

    @Override
    public String toString() {
        return "'%s' (%s)".formatted(name, isNumber() ? "a number" : classes + " classes");
    }
}
