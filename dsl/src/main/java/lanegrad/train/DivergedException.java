package lanegrad.train;

/** The cost became infinite or not a number; the message names the operation, the layer and the step. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message that names the operation, the layer and the step. */
    public DivergedException(String message) {
        super(message);
    }
}
