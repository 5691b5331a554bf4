package lanegrad.tensor;

/** Shapes that don't fit together; the message names the operation, the shapes and the remedy. */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** With a message that names the operation, the shapes and the remedy. */
    public ShapeException(String message) {
        super(message);
    }
}
