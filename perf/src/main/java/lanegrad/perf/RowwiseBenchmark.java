package lanegrad.perf;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import lanegrad.kernels.rowwise.ArgMax;
import lanegrad.kernels.rowwise.ColumnMoments;
import lanegrad.kernels.rowwise.ColumnNorm;
import lanegrad.kernels.rowwise.ColumnSum;
import lanegrad.kernels.rowwise.CrossEntropy;
import lanegrad.kernels.rowwise.LogSoftmax;
import lanegrad.kernels.rowwise.LogSumExp;
import lanegrad.kernels.rowwise.RowNorm;
import lanegrad.kernels.rowwise.Softmax;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Kernels on the rows of a matrix: 10 classes, where the work is all beginnings and ends, and 1000, where it is the
 * loop.
 *
 * <p>One thread and no team, for a call on 10 classes is over before a second thread awakes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class RowwiseBenchmark {
    private static final int ROWS = 128;

    /** The length of a row. */
    @Param({"10", "1000"})
    public int columns;

    private float[] x;
    private float[] y;
    private float[] perRow;
    private final float[] classes = new float[ROWS];
    private float[] ones;
    private float[] zeros;
    private float[] g;
    private float[] mean;
    private float[] variance;

    /** Random rows, after all other kernels are warm. */
    @Setup
    public void prepare() {
        OtherKernels.warm();
        x = OtherKernels.random(ROWS * columns, "x");
        y = new float[ROWS * columns];
        perRow = new float[ROWS];
        int longest = Math.max(ROWS, columns);
        ones = new float[longest];
        Arrays.fill(ones, 1);
        zeros = new float[longest];
        mean = new float[longest];
        variance = new float[longest];
        g = OtherKernels.random(ROWS * columns, "g");
        for (int row = 0; row < ROWS; row++) {
            classes[row] = row % columns;
        }
    }

    /** Each row's shares. */
    @Benchmark
    public float[] softmax() {
        Softmax.run(x, 0, y, 0, ROWS, columns);
        return y;
    }

    /** Each row's log-sum-exp. */
    @Benchmark
    public float[] logSumExp() {
        LogSumExp.run(x, 0, perRow, 0, ROWS, columns);
        return perRow;
    }

    /** Each row's cross-entropy. */
    @Benchmark
    public float[] crossEntropy() {
        CrossEntropy.run(x, 0, classes, 0, perRow, 0, ROWS, columns);
        return perRow;
    }

    /** Its gradient. */
    @Benchmark
    public float[] crossEntropyGradient() {
        CrossEntropy.gradient(x, 0, classes, 0, ones, 0, y, 0, ROWS, columns);
        return y;
    }

    /** The sums of the columns, as in the gradient of a bias. */
    @Benchmark
    public float[] columnSum() {
        ColumnSum.run(x, 0, y, 0, ROWS, columns);
        return y;
    }

    /** Each row's greatest. */
    @Benchmark
    public float[] argMax() {
        ArgMax.run(x, 0, perRow, 0, ROWS, columns);
        return perRow;
    }

    /** The logarithm of each row's shares. */
    @Benchmark
    public float[] logSoftmax() {
        LogSoftmax.run(x, 0, y, 0, ROWS, columns);
        return y;
    }

    /** The mean and variance of each column. */
    @Benchmark
    public float[] columnMoments() {
        ColumnMoments.run(x, 0, mean, 0, variance, 0, ROWS, columns);
        return mean;
    }

    /** Batch normalisation, the moments given. */
    @Benchmark
    public float[] batchNorm() {
        ColumnNorm.forward(x, 0, zeros, 0, ones, 0, 1e-5, ones, 0, zeros, 0, y, 0, ROWS, columns);
        return y;
    }

    /** Its three gradients. */
    @Benchmark
    public float[] batchNormGradients() {
        ColumnNorm.backward(x, 0, zeros, 0, ones, 0, 1e-5, ones, 0, g, 0, y, 0, mean, 0, variance, 0, ROWS, columns);
        return y;
    }

    /** Layer normalisation with its moments. */
    @Benchmark
    public float[] layerNorm() {
        RowNorm.forward(x, 0, mean, 0, variance, 0, 1e-5, ones, 0, zeros, 0, y, 0, ROWS, columns);
        return y;
    }

    /** Its three gradients. */
    @Benchmark
    public float[] layerNormGradients() {
        RowNorm.backward(x, 0, zeros, 0, ones, 0, 1e-5, ones, 0, g, 0, y, 0, mean, 0, variance, 0, ROWS, columns);
        return y;
    }
}
