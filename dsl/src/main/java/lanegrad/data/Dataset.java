package lanegrad.data;

/** Encoded rows: the inputs that a network sees, and the targets it is compared with. */
public final class Dataset {
    private final int rows;
    private final int width;
    private final float[] inputs;
    private final int targetWidth;
    private final float[] targets;

    /**
     * Rows of floats, row-major; the arrays are not copied and must not change.
     *
     * @param width the number of inputs of a row
     * @param inputs rows x width
     * @param targetWidth the number of targets of a row, and of their weights if there are some; 0 if they aren't known; a class
     *     is one target, its index
     * @param targets rows x targetWidth
     * @throws IllegalArgumentException if an array has another length
     */
    public Dataset(int rows, int width, float[] inputs, int targetWidth, float[] targets) {
        if (inputs.length != Math.multiplyExact(rows, width)
                || targets.length != Math.multiplyExact(rows, targetWidth)) {
            throw new IllegalArgumentException(
                    "dataset: expected %s x %s inputs and %s x %s targets, but got %s and %s numbers"
                            .formatted(rows, width, rows, targetWidth, inputs.length, targets.length));
        }
        this.rows = rows;
        this.width = width;
        this.inputs = inputs;
        this.targetWidth = targetWidth;
        this.targets = targets;
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of inputs of a row. */
    public int width() {
        return width;
    }

    /** The inputs, rows x width, row-major; not a copy. */
    public float[] inputs() {
        return inputs;
    }

    /** The number of targets of a row, 0 if they aren't known. */
    public int targetWidth() {
        return targetWidth;
    }

    /** The targets, rows x targetWidth, row-major; not a copy. */
    public float[] targets() {
        return targets;
    }
}
