package lanegrad.kernels.gemm;

import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a product while it is still in cache: c[i][j] = f(c[i][j] + bias[j]), either part being optional.
 *
 * <p>It gives the same bits as doing it afterwards. An epilogue is immutable and keeps nothing but references, so that
 * one of them serves as long as its bias array does.
 */
public final class Epilogue {
    /** Leaves the product as it is. */
    public static final Epilogue NONE = new Epilogue(null, 0, null);

    /** The floats that are finished at a time: they stay in the first-level cache from the bias to the function. */
    private static final int CHUNK = 4096;

    private final float @Nullable [] bias;
    private final int offset;
    private final @Nullable PointwiseLoop loop;

    private Epilogue(float @Nullable [] bias, int offset, @Nullable PointwiseLoop loop) {
        this.bias = bias;
        this.offset = offset;
        this.loop = loop;
    }

    /** Adds {@code bias[offset + j]} to column j. */
    public static Epilogue bias(float[] bias, int offset) {
        if (offset < 0 || offset > bias.length) {
            throw new IndexOutOfBoundsException("bias: offset " + offset + " in an array of " + bias.length);
        }
        return new Epilogue(bias, offset, null);
    }

    /** Applies the function to each element. */
    public static Epilogue of(Pointwise f) {
        return NONE.then(f);
    }

    /**
     * Applies the function after the bias.
     *
     * @throws IllegalStateException if there is a function already
     */
    public Epilogue then(Pointwise f) {
        if (loop != null) {
            throw new IllegalStateException("epilogue: a second function " + f + "; it takes one");
        }
        return new Epilogue(bias, offset, PointwiseLoop.of(f));
    }

    /** Checks that there is a bias for every column. */
    void check(int cols) {
        if (bias != null && bias.length - offset < cols) {
            throw new IllegalArgumentException("epilogue: a product of " + cols + " columns needs as many biases, got "
                    + (bias.length - offset) + " from offset " + offset + " of an array of " + bias.length);
        }
    }

    /** Finishes some rows and columns, from column j0 of the product on, which begin at {@code co}. */
    void apply(float[] c, int co, int step, int rows, int j0, int cols) {
        if (bias == null && loop == null) {
            return;
        }
        int chunk = Math.max(1, CHUNK / cols);
        for (int i = 0; i < rows; i += chunk) {
            finish(c, co + i * step, step, Math.min(chunk, rows - i), j0, cols);
        }
    }

    private void finish(float[] c, int co, int step, int rows, int j0, int cols) {
        if (bias != null) {
            for (int i = 0; i < rows; i++) {
                add(bias, offset + j0, c, co + i * step, cols);
            }
        }
        if (loop == null) {
            return;
        }
        if (step == cols) {
            loop.apply(c, co, c, co, rows * cols);
            return;
        }
        for (int i = 0; i < rows; i++) {
            loop.apply(c, co + i * step, c, co + i * step, cols);
        }
    }

    private static void add(float[] x, int xo, float[] y, int yo, int n) {
        int done = Cpu.VECTORS ? Vectors.add(x, xo, y, yo, n) : 0;
        for (int j = done; j < n; j++) {
            y[yo + j] += x[xo + j];
        }
    }

    /** Apart, so that it is loaded only where the Vector API is. */
    private static final class Vectors {
        /** Adds whole vectors and returns how many elements they were. */
        static int add(float[] x, int xo, float[] y, int yo, int n) {
            int whole = n - n % Lanes.LENGTH;
            for (int j = 0; j < whole; j += Lanes.LENGTH) {
                FloatVector.fromArray(Lanes.FLOATS, y, yo + j)
                        .add(FloatVector.fromArray(Lanes.FLOATS, x, xo + j))
                        .intoArray(y, yo + j);
            }
            return whole;
        }
    }
}
