package lanegrad.optim;

/**
 * No component is larger in absolute value than a limit, so that the direction may change: {@code g <- min(max(g,
 * -limit), limit)} (Liquet, Moka, Nazarathy, section 5.4).
 *
 * @param limit the largest absolute value
 */
public record ClipValue(double limit) implements Clip {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it isn't above 0
     */
    public ClipValue {
        Require.positive("clip: value", limit);
    }

    @Override
    public boolean readsGradients() {
        return false;
    }

    @Override
    public double bound() {
        return limit;
    }
}
