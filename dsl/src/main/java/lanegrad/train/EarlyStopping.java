package lanegrad.train;

/**
 * Stops when a metric hasn't improved for a number of epochs.
 *
 * @param metric such as {@code validation.loss} or {@code validation.accuracy}
 * @param patience the epochs to wait for an improvement
 */
public record EarlyStopping(String metric, int patience) {
    /**
     * Checks the patience.
     *
     * @throws IllegalArgumentException if the patience is below 1
     */
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("early-stopping: patience must be at least 1, but is " + patience);
        }
    }

    /** Waits 5 epochs for the validation loss. */
    public EarlyStopping() {
        this("validation.loss", 5);
    }
}
