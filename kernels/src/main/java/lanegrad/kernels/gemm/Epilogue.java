package lanegrad.kernels.gemm;

import java.util.Arrays;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Identity;
import lanegrad.kernels.pointwise.Plus;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Times;

/**
 * What is done to a product while it is still in cache: steps on each element, one after the other.
 *
 * <p>Forward, f(A B + bias), with a residual or a mask: {@code Epilogue.bias(b, 0).plus(residual).then(f).times(mask)}.
 * Backward, f'(z) (A B) and the gradient of a bias: {@code Epilogue.NONE.slope(f.slope(), z).columnSum(db, 0)}.
 *
 * <p>It gives the same bits as the kernels of each step, run afterwards. An epilogue is immutable and keeps nothing but
 * references, so that one of them serves as long as its arrays do.
 */
public final class Epilogue {
    /** Leaves the product as it is. */
    public static final Epilogue NONE = new Epilogue();

    /** The floats that are finished at a time: they stay in the first-level cache from the first step to the last. */
    private static final int CHUNK = 4096;

    private final Step[] steps;

    private Epilogue(Step... steps) {
        this.steps = steps;
    }

    /** Something done to some rows of the product, from row i and column j0 on, which begin at {@code co}. */
    private sealed interface Step {
        void rows(float[] c, int co, int stride, int i, int rows, int j0, int cols);

        void check(int rows, int cols);
    }

    /** What takes one row after the other, if it has to. */
    private sealed interface RowStep extends Step {
        void row(float[] c, int co, int i, int j0, int cols);

        @Override
        default void rows(float[] c, int co, int stride, int i, int rows, int j0, int cols) {
            for (int row = 0; row < rows; row++) {
                row(c, co + row * stride, i + row, j0, cols);
            }
        }
    }

    /** Adds {@code bias[offset + j]} to column j. */
    public static Epilogue bias(float[] bias, int offset) {
        return NONE.and(new Bias(bias, checked("bias", bias, offset)));
    }

    /** Applies the function to each element. */
    public static Epilogue of(Pointwise f) {
        return NONE.then(f);
    }

    /** Then c = f(c). */
    public Epilogue then(Pointwise f) {
        Apply apply = new Apply(PointwiseLoop.of(f));
        if (steps.length > 0 && steps[steps.length - 1] instanceof Bias bias) {
            return new Epilogue(Arrays.copyOf(steps, steps.length - 1)).and(new BiasThen(bias, apply));
        }
        return and(apply);
    }

    /** Then c = c + x, of the same shape: a residual. */
    public Epilogue plus(Matrix x) {
        return and(new Both(BinaryLoop.of(new Plus()), x));
    }

    /** Then c = c x, element by element: a dropout mask. */
    public Epilogue times(Matrix x) {
        return and(new Both(BinaryLoop.of(new Times()), x));
    }

    /** Then c = c f'(t), element by element: the step back through a function whose slope is this, at t. */
    public Epilogue slope(Pointwise slope, Matrix t) {
        return and(new Slope(PointwiseLoop.of(slope), t));
    }

    /** Writes the sum of each column j to {@code sums[offset + j]}, from the first row on: the gradient of a bias. */
    public Epilogue columnSum(float[] sums, int offset) {
        return and(new ColumnSum(sums, checked("column sums", sums, offset)));
    }

    private Epilogue and(Step step) {
        Step[] more = Arrays.copyOf(steps, steps.length + 1);
        more[steps.length] = step;
        return new Epilogue(more);
    }

    private static int checked(String name, float[] data, int offset) {
        if (offset < 0 || offset > data.length) {
            throw new IndexOutOfBoundsException(name + ": offset " + offset + " in an array of " + data.length);
        }
        return offset;
    }

    /** Checks that it fits a product of this shape. */
    void check(int rows, int cols) {
        for (Step step : steps) {
            step.check(rows, cols);
        }
    }

    /** Whether columns have to be whole, from the first row to the last. */
    boolean sums() {
        for (Step step : steps) {
            if (step instanceof ColumnSum) {
                return true;
            }
        }
        return false;
    }

    /** Finishes the rows from i0 and columns from j0 of the product, which begin at {@code co}. */
    void apply(float[] c, int co, int stride, int i0, int rows, int j0, int cols) {
        if (steps.length == 0) {
            return;
        }
        int chunk = Math.max(1, CHUNK / cols);
        for (int i = 0; i < rows; i += chunk) {
            int end = Math.min(i + chunk, rows);
            for (Step step : steps) {
                step.rows(c, co + i * stride, stride, i0 + i, end - i, j0, cols);
            }
        }
    }

    private record Bias(float[] bias, int offset) implements Step {
        private static final PointwiseLoop SUM = PointwiseLoop.of(new Identity());

        @Override
        public void rows(float[] c, int co, int stride, int i, int rows, int j0, int cols) {
            SUM.applyBiased(bias, offset + j0, c, co, stride, rows, cols);
        }

        @Override
        public void check(int rows, int cols) {
            checkColumns("biases", bias, offset, cols);
        }
    }

    /** Both in one pass where rows are whole vectors; others take the function over the ends of rows. */
    private record BiasThen(Bias bias, Apply apply) implements Step {
        @Override
        public void rows(float[] c, int co, int stride, int i, int rows, int j0, int cols) {
            if (Cpu.VECTORS && cols % Lanes.LENGTH == 0) {
                apply.loop.applyBiased(bias.bias, bias.offset + j0, c, co, stride, rows, cols);
            } else {
                bias.rows(c, co, stride, i, rows, j0, cols);
                apply.rows(c, co, stride, i, rows, j0, cols);
            }
        }

        @Override
        public void check(int rows, int cols) {
            bias.check(rows, cols);
        }
    }

    private record Apply(PointwiseLoop loop) implements RowStep {
        @Override
        public void row(float[] c, int co, int i, int j0, int cols) {
            loop.apply(c, co, c, co, cols);
        }

        @Override
        public void rows(float[] c, int co, int stride, int i, int rows, int j0, int cols) {
            if (stride == cols) {
                loop.apply(c, co, c, co, rows * cols);
            } else {
                RowStep.super.rows(c, co, stride, i, rows, j0, cols);
            }
        }

        @Override
        public void check(int rows, int cols) {}
    }

    private record Both(BinaryLoop loop, Matrix x) implements RowStep {
        @Override
        public void row(float[] c, int co, int i, int j0, int cols) {
            loop.apply(c, co, x.data(), x.at(i, j0), c, co, cols);
        }

        @Override
        public void check(int rows, int cols) {
            checkShape(x, rows, cols);
        }
    }

    private record Slope(PointwiseLoop loop, Matrix t) implements RowStep {
        @Override
        public void row(float[] c, int co, int i, int j0, int cols) {
            loop.backward(t.data(), t.at(i, j0), c, co, c, co, cols);
        }

        @Override
        public void rows(float[] c, int co, int stride, int i, int rows, int j0, int cols) {
            if (stride == cols && t.rowStride() == cols) {
                loop.backward(t.data(), t.at(i, j0), c, co, c, co, rows * cols);
            } else {
                RowStep.super.rows(c, co, stride, i, rows, j0, cols);
            }
        }

        @Override
        public void check(int rows, int cols) {
            checkShape(t, rows, cols);
        }
    }

    private record ColumnSum(float[] sums, int offset) implements RowStep {
        private static final BinaryLoop SUM = BinaryLoop.of(new Plus());

        @Override
        public void row(float[] c, int co, int i, int j0, int cols) {
            if (i == 0) {
                Arrays.fill(sums, offset + j0, offset + j0 + cols, 0);
            }
            SUM.apply(sums, offset + j0, c, co, sums, offset + j0, cols);
        }

        @Override
        public void check(int rows, int cols) {
            checkColumns("sums", sums, offset, cols);
        }
    }

    private static void checkColumns(String name, float[] data, int offset, int cols) {
        if (data.length - offset < cols) {
            throw new IllegalArgumentException("epilogue: a product of " + cols + " columns needs as many " + name
                    + ", got " + (data.length - offset) + " from offset " + offset + " of an array of " + data.length);
        }
    }

    private static void checkShape(Matrix x, int rows, int cols) {
        if (x.rows() != rows || x.cols() != cols || (cols > 1 && x.colStride() != 1)) {
            throw new IllegalArgumentException("epilogue: a product of " + rows + "x" + cols
                    + " needs a matrix of that shape with contiguous columns, got " + x.shape() + " with column stride "
                    + x.colStride());
        }
    }
}
