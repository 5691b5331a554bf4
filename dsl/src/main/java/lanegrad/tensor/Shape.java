package lanegrad.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor along its axes, outermost first; no sizes at all is the shape of a single number.
 *
 * <pre>{@code
 * Shape.of(128, 784).count() == 100_352
 * }</pre>
 *
 * @param sizes one size for each axis, none below 0
 */
public record Shape(int... sizes) {
    /** The shape of a single number. */
    public static final Shape SCALAR = new Shape();

    /**
     * Checks the sizes.
     *
     * @throws ShapeException if a size is below 0 or there are more than 2^31 - 1 elements
     */
    public Shape {
        sizes = sizes.clone();
        long count = 1;
        for (int size : sizes) {
            count *= size;
            if (size < 0 || count > Integer.MAX_VALUE) {
                throw new ShapeException(
                        "shape " + Arrays.toString(sizes) + ": sizes must be at least 0 and their product below 2^31");
            }
        }
    }

    /** A shape of these sizes. */
    public static Shape of(int... sizes) {
        return new Shape(sizes);
    }

    /** The sizes, as a copy. */
    @Override
    public int[] sizes() {
        return sizes.clone();
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /**
     * The size along an axis; axes below 0 count from the end, so that -1 is the last.
     *
     * @throws ShapeException if there is no such axis
     */
    public int size(int axis) {
        return sizes[place(axis)];
    }

    /** The number of elements, the product of all sizes. */
    public int count() {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        return count;
    }

    /** The number of rows when all axes but the last are counted as one: count / size(-1). */
    public int rows() {
        int rows = 1;
        for (int axis = 0; axis < sizes.length - 1; axis++) {
            rows *= sizes[axis];
        }
        return rows;
    }

    /** The size of the last axis, 1 for a single number. */
    public int columns() {
        return sizes.length == 0 ? 1 : size(-1);
    }

    /**
     * This shape with another size along one axis.
     *
     * @throws ShapeException if there is no such axis
     */
    public Shape with(int axis, int size) {
        int[] changed = sizes();
        changed[place(axis)] = size;
        return new Shape(changed);
    }

    private int place(int axis) {
        if (axis < -sizes.length || axis >= sizes.length) {
            throw new ShapeException("there is no axis %d in %s; expected one from %d to %d"
                    .formatted(axis, this, -sizes.length, sizes.length - 1));
        }
        return axis < 0 ? sizes.length + axis : axis;
    }

    /** This shape with one more axis in front. */
    public Shape batchOf(int rows) {
        int[] longer = new int[sizes.length + 1];
        longer[0] = rows;
        System.arraycopy(sizes, 0, longer, 1, sizes.length);
        return new Shape(longer);
    }

    /**
     * The shape that both grow to when sizes of 1 and missing outer axes stretch.
     *
     * @throws ShapeException if two sizes differ and neither is 1
     */
    public Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        int[] grown = new int[rank];
        for (int axis = 1; axis <= rank; axis++) {
            int a = axis > rank() ? 1 : size(-axis);
            int b = axis > other.rank() ? 1 : other.size(-axis);
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException(
                        "%s and %s don't fit: along axis %d from the end, %d and %d differ and neither is 1"
                                .formatted(this, other, axis, a, b));
            }
            grown[rank - axis] = a == 1 ? b : a;
        }
        return new Shape(grown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
