package lanegrad.data;

/**
 * A share of the rows, held out of training.
 *
 * @param share at least 0 and below 1
 */
public record Share(double share) implements Holdout {
    /** Nothing is held out. */
    public static final Share NONE = new Share(0);

    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is below 0, or not below 1
     */
    public Share {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a share must be at least 0 and below 1, but is " + share);
        }
    }
}
