package lanegrad.kernels.gemm;

import java.util.Objects;

/**
 * A view of an array as a matrix: the element of row i and column j is {@code data[offset + i*rowStride + j*colStride]}.
 *
 * <p>Strides may be zero or negative as long as every element lies in the array.
 *
 * @param data the array, which the view shares
 * @param offset where the element of row 0 and column 0 is
 * @param rows the number of rows, 0 or more
 * @param cols the number of columns, 0 or more
 * @param rowStride the step from a row to the next
 * @param colStride the step from a column to the next
 */
public record Matrix(float[] data, int offset, int rows, int cols, int rowStride, int colStride) implements Factor {
    /**
     * Checks that the view lies in its array.
     *
     * @throws IllegalArgumentException if the rows or columns are negative
     * @throws IndexOutOfBoundsException if an element lies outside the array
     */
    public Matrix {
        Objects.requireNonNull(data, "data");
        if (rows < 0 || cols < 0) {
            throw new IllegalArgumentException(
                    "matrix of " + rows + "x" + cols + ": rows and columns must not be negative");
        }
        if (rows > 0 && cols > 0) {
            long first = first(offset, rows, rowStride, cols, colStride);
            long last = last(offset, rows, rowStride, cols, colStride);
            if (first < 0 || last >= data.length) {
                throw new IndexOutOfBoundsException("matrix of " + rows + "x" + cols + " at offset " + offset
                        + " with strides " + rowStride + ", " + colStride + " covers the elements " + first + " to "
                        + last + " of an array of " + data.length);
            }
        }
    }

    /** A row-major matrix without gaps from this offset. */
    public static Matrix of(float[] data, int offset, int rows, int cols) {
        return new Matrix(data, offset, rows, cols, cols, 1);
    }

    /** A row-major matrix without gaps from the beginning of the array. */
    public static Matrix of(float[] data, int rows, int cols) {
        return of(data, 0, rows, cols);
    }

    /** The same elements with rows and columns exchanged. */
    public Matrix transpose() {
        return new Matrix(data, offset, cols, rows, colStride, rowStride);
    }

    /** The part with the rows from i0 to i1 and the columns from j0 to j1, which lie in this matrix. */
    public Matrix part(int i0, int i1, int j0, int j1) {
        return new Matrix(data, at(i0, j0), i1 - i0, j1 - j0, rowStride, colStride);
    }

    /**
     * Whether this matrix may share an element with another, both not empty.
     *
     * <p>Matrices that are columns of one larger row-major matrix share none, though they lie between each other.
     */
    @SuppressWarnings("ReferenceEquality") // The same array, not an equal one.
    boolean overlaps(Matrix that) {
        if (data != that.data || Math.min(rows, cols) == 0 || Math.min(that.rows, that.cols) == 0) {
            return false;
        }
        boolean apart = last() < that.first() || that.last() < first();
        return !apart && !(colStride == 1 ? this : transpose()).interleaves(that);
    }

    private boolean interleaves(Matrix that) {
        if (rowStride != that.rowStride || colStride != 1 || that.colStride != 1 || rowStride < cols + that.cols) {
            return false;
        }
        int gap = Math.floorMod(that.offset - offset, rowStride);
        return cols <= gap && gap + that.cols <= rowStride;
    }

    private long first() {
        return first(offset, rows, rowStride, cols, colStride);
    }

    private long last() {
        return last(offset, rows, rowStride, cols, colStride);
    }

    private static long first(int offset, int rows, int rowStride, int cols, int colStride) {
        return offset + Math.min((rows - 1L) * rowStride, 0) + Math.min((cols - 1L) * colStride, 0);
    }

    private static long last(int offset, int rows, int rowStride, int cols, int colStride) {
        return offset + Math.max((rows - 1L) * rowStride, 0) + Math.max((cols - 1L) * colStride, 0);
    }

    /** The index in {@link #data} of the element of this row and column. */
    int at(int row, int col) {
        return offset + row * rowStride + col * colStride;
    }

    String shape() {
        return rows + "x" + cols;
    }
}
