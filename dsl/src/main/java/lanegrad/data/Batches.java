package lanegrad.data;

import java.util.stream.IntStream;
import lanegrad.kernels.random.Philox;

/**
 * The rows of one epoch, some at a time; the last batch is shorter if the rows don't come out even.
 *
 * <pre>{@code
 * Batches batches = Batches.shuffled(train, 64, seed, epoch);
 * for (int batch = 0; batch < batches.count(); batch++) {
 *     int rows = batches.fill(batch, x, y);
 * }
 * }</pre>
 */
public final class Batches {
    private final Dataset data;
    private final int size;
    private final int[] order;

    private Batches(Dataset data, int size, int[] order) {
        if (size < 1) {
            throw new IllegalArgumentException("batch: the size must be at least 1, but is " + size);
        }
        this.data = data;
        this.size = size;
        this.order = order;
    }

    /**
     * The rows in an order that is a function of the seed, the epoch and their number.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public static Batches shuffled(Dataset data, int size, long seed, long epoch) {
        return new Batches(data, size, Philox.permutation(Philox.key(seed, "order"), epoch, data.rows()));
    }

    /**
     * The rows in the order of the table.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public static Batches inOrder(Dataset data, int size) {
        return new Batches(data, size, IntStream.range(0, data.rows()).toArray());
    }

    /** The number of batches. */
    public int count() {
        return Math.ceilDiv(order.length, size);
    }

    /** The number of rows of a batch. */
    public int rows(int batch) {
        return Math.min(size, order.length - batch * size);
    }

    /** The number in the dataset of a batch's i-th row. */
    public int row(int batch, int i) {
        return order[batch * size + i];
    }

    /**
     * Copies a batch.
     *
     * @param x gets the inputs, batch size x width
     * @param y gets the targets, batch size x targetWidth
     * @return the number of rows
     */
    public int fill(int batch, float[] x, float[] y) {
        int rows = rows(batch);
        int width = data.width();
        int targetWidth = data.targetWidth();
        for (int i = 0; i < rows; i++) {
            int row = row(batch, i);
            System.arraycopy(data.inputs(), row * width, x, i * width, width);
            System.arraycopy(data.targets(), row * targetWidth, y, i * targetWidth, targetWidth);
        }
        return rows;
    }
}
