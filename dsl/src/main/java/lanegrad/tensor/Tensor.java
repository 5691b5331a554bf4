package lanegrad.tensor;

import java.util.Arrays;

/**
 * Floats with a shape, row-major and without gaps; no gradient, no graph.
 *
 * <p>A tensor is a view of its array: writing to {@link #data()} changes it. That is what lets a parameter be updated
 * in place and a step be replayed without allocating.
 */
public final class Tensor {
    private final Shape shape;
    private final float[] data;

    private Tensor(Shape shape, float[] data) {
        this.shape = shape;
        this.data = data;
    }

    /**
     * A tensor around an array, which is not copied.
     *
     * @throws ShapeException if the array's length isn't the shape's count
     */
    public static Tensor of(Shape shape, float... data) {
        if (data.length != shape.count()) {
            throw new ShapeException(
                    "tensor: shape %s has %d elements, but %d were given".formatted(shape, shape.count(), data.length));
        }
        return new Tensor(shape, data);
    }

    /** A tensor of zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.count()]);
    }

    /** A single number, of shape []. */
    public static Tensor scalar(float value) {
        return new Tensor(Shape.SCALAR, new float[] {value});
    }

    /** A matrix from its rows. */
    public static Tensor matrix(float[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Tensor matrix = zeros(Shape.of(rows.length, columns));
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new ShapeException(
                        "matrix: row 0 has %d columns, but row %d has %d".formatted(columns, row, rows[row].length));
            }
            System.arraycopy(rows[row], 0, matrix.data, row * columns, columns);
        }
        return matrix;
    }

    /** The sizes. */
    public Shape shape() {
        return shape;
    }

    /** The elements themselves, not a copy. */
    public float[] data() {
        return data;
    }

    /** The number of elements. */
    public int count() {
        return data.length;
    }

    /**
     * The only element.
     *
     * @throws ShapeException if there are more or fewer
     */
    public float item() {
        if (data.length != 1) {
            throw new ShapeException("item: expected one element, but the shape is " + shape);
        }
        return data[0];
    }

    /** The element of a matrix at a row and a column. */
    public float at(int row, int column) {
        return data[row * shape.columns() + column];
    }

    /** The same elements, shared, in another shape. */
    public Tensor reshape(Shape other) {
        return of(other, data);
    }

    /** A tensor of its own with the same elements. */
    public Tensor copy() {
        return new Tensor(shape, data.clone());
    }

    @Override
    public String toString() {
        String elements = data.length <= 16
                ? Arrays.toString(data)
                : Arrays.toString(Arrays.copyOf(data, 16)).replace("]", ", ... " + (data.length - 16) + " more]");
        return "tensor " + shape + " " + elements;
    }
}
