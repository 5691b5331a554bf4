package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.random.Philox;
import lanegrad.kernels.rowwise.ArgMax;
import lanegrad.kernels.rowwise.ColumnMoments;
import lanegrad.kernels.rowwise.ColumnNorm;
import lanegrad.kernels.rowwise.ColumnSum;
import lanegrad.kernels.rowwise.CrossEntropy;
import lanegrad.kernels.rowwise.LogSoftmax;
import lanegrad.kernels.rowwise.LogSumExp;
import lanegrad.kernels.rowwise.RowMoments;
import lanegrad.kernels.rowwise.RowNorm;
import lanegrad.kernels.rowwise.RowSum;
import lanegrad.kernels.rowwise.SoftCrossEntropy;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.kernels.vector.AdaGradStep;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Axpy;
import lanegrad.kernels.vector.Descent;
import lanegrad.kernels.vector.Dot;
import lanegrad.kernels.vector.Finite;
import lanegrad.kernels.vector.LionStep;
import lanegrad.kernels.vector.MomentumStep;
import lanegrad.kernels.vector.NadamStep;
import lanegrad.kernels.vector.NesterovStep;
import lanegrad.kernels.vector.Norm;
import lanegrad.kernels.vector.RmsPropStep;
import lanegrad.kernels.vector.SgdStep;
import lanegrad.kernels.vector.Sum;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels of rows, vectors and random numbers allocate nothing once they are warm, whatever the others have made the
 * compiler believe: a vector that it leaves an object would show.
 */
@Tag("allocation")
class AllocationTest {
    private static final int CALLS = 20;
    private static final int SIZE = 40_000;

    /** The time of this thread, not the clock's: others may have the machine. */
    private static final long LIMIT_NANOS = 90_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Kernel(String name, Runnable call) {}

    private final float[] x = Floats.normal(1, SIZE);
    private final float[] w = Floats.normal(2, SIZE);
    private final float[] y = new float[SIZE];
    private final float[] m = new float[SIZE];
    private final float[] v = new float[SIZE];
    private final float[] zeros = new float[SIZE];
    private final float[] ones = new float[SIZE];

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void allocateNothing(int workers) {
        Arrays.fill(ones, 1);
        callWithFewElements();
        List<Kernel> kernels = new ArrayList<>();
        for (int columns : new int[] {1, 3, 10, 17, 24, 25, 48, 100, 200, 1000, 5000}) {
            kernels.addAll(ofRows(Math.min(200, SIZE / columns), columns));
        }
        for (int n : new int[] {3, 20, 50, 100, 1000, SIZE}) {
            kernels.addAll(ofVectors(n));
            kernels.addAll(ofRandomNumbers(n));
        }
        assertThat(Tiles.with(workers, () -> allocating(kernels))).isEmpty();
    }

    /** Until all is hot: a loop on vectors that the compiler then meets for the first time must not stay one of objects. */
    private void callWithFewElements() {
        List<Kernel> kernels = new ArrayList<>();
        for (int n : new int[] {1, 5, 9}) {
            kernels.addAll(ofRows(3, n));
            kernels.addAll(ofVectors(n));
            kernels.addAll(ofRandomNumbers(n));
        }
        for (Kernel kernel : kernels) {
            for (int i = 0; i < 10_000; i++) {
                kernel.call.run();
            }
        }
    }

    private List<Kernel> ofRows(int rows, int columns) {
        String shape = " " + rows + "x" + columns;
        float[] t = zeros;
        return List.of(
                new Kernel("softmax" + shape, () -> Softmax.run(x, 0, y, 0, rows, columns)),
                new Kernel("log-softmax" + shape, () -> LogSoftmax.run(x, 0, y, 0, rows, columns)),
                new Kernel("log-sum-exp" + shape, () -> LogSumExp.run(x, 0, y, 0, rows, columns)),
                new Kernel("cross-entropy" + shape, () -> CrossEntropy.run(x, 0, t, 0, y, 0, rows, columns)),
                new Kernel(
                        "gradient of cross-entropy" + shape,
                        () -> CrossEntropy.gradient(x, 0, t, 0, ones, 0, y, 0, rows, columns)),
                new Kernel(
                        "cross-entropy and gradient" + shape,
                        () -> CrossEntropy.both(x, 0, t, 0, ones, 0, v, 0, y, 0, rows, columns)),
                new Kernel("greatest" + shape, () -> ArgMax.run(x, 0, y, 0, rows, columns)),
                new Kernel("sums of rows" + shape, () -> RowSum.run(x, 0, y, 0, rows, columns)),
                new Kernel("sums of columns" + shape, () -> ColumnSum.run(x, 0, y, 0, rows, columns)),
                new Kernel("soft cross-entropy" + shape, () -> SoftCrossEntropy.run(x, 0, x, 0, y, 0, rows, columns)),
                new Kernel(
                        "gradient of soft cross-entropy" + shape,
                        () -> SoftCrossEntropy.gradient(x, 0, x, 0, ones, 0, y, 0, rows, columns)),
                new Kernel("moments" + shape, () -> ColumnMoments.run(x, 0, y, 0, v, 0, rows, columns)),
                new Kernel(
                        "batch normalisation" + shape,
                        () -> ColumnNorm.forward(x, 0, t, 0, ones, 0, 1, ones, 0, t, 0, y, 0, rows, columns)),
                new Kernel(
                        "gradients of batch normalisation" + shape,
                        () -> ColumnNorm.backward(
                                x, 0, t, 0, ones, 0, 1, ones, 0, w, 0, y, 0, m, 0, v, 0, rows, columns)),
                new Kernel(
                        "layer normalisation" + shape,
                        () -> RowNorm.forward(x, 0, m, 0, v, 0, 1, ones, 0, t, 0, y, 0, rows, columns)),
                new Kernel("moments of rows" + shape, () -> RowMoments.run(x, 0, y, 0, v, 0, rows, columns)),
                new Kernel(
                        "gradients of layer normalisation" + shape,
                        () -> RowNorm.backward(
                                x, 0, t, 0, ones, 0, 1, ones, 0, w, 0, y, 0, m, 0, v, 0, rows, columns)));
    }

    private List<Kernel> ofVectors(int n) {
        Descent descent = new Descent(1e-6);
        String size = " " + n;
        return List.of(
                new Kernel("sum" + size, () -> y[0] = Sum.of(x, 0, n)),
                new Kernel("dot" + size, () -> y[0] = Dot.of(x, 0, w, 0, n)),
                new Kernel("norm" + size, () -> y[0] = (float) Norm.squared(x, 0, n)),
                new Kernel("finite" + size, () -> y[0] = Finite.all(x, 0, n) ? 1 : 0),
                new Kernel("axpy" + size, () -> Axpy.run(1e-6f, x, 0, y, 0, n)),
                new Kernel("sgd" + size, () -> SgdStep.run(w, 0, x, 0, n, descent)),
                new Kernel("momentum" + size, () -> MomentumStep.run(w, 0, x, 0, m, 0, n, 0.9, descent)),
                new Kernel("nesterov" + size, () -> NesterovStep.run(w, 0, x, 0, m, 0, n, 0.9, descent)),
                new Kernel("rmsprop" + size, () -> RmsPropStep.run(w, 0, x, 0, ones, 0, n, 0.9, 1e-6, descent)),
                new Kernel("adagrad" + size, () -> AdaGradStep.run(w, 0, x, 0, ones, 0, n, 1e-6, descent)),
                new Kernel(
                        "adam" + size, () -> AdamStep.run(w, 0, x, 0, m, 0, ones, 0, n, 0.9, 0.99, 1e-6, 5, descent)),
                new Kernel(
                        "nadam" + size,
                        () -> NadamStep.run(w, 0, x, 0, m, 0, ones, 0, n, 0.9, 0.99, 1e-6, 0.01, 5, descent)),
                new Kernel("lion" + size, () -> LionStep.run(w, 0, x, 0, m, 0, n, 0.9, 0.99, descent)));
    }

    private List<Kernel> ofRandomNumbers(int n) {
        String size = " " + n;
        return List.of(
                new Kernel("uniform numbers" + size, () -> Philox.uniform(1, 2, y, 0, n)),
                new Kernel("normal numbers" + size, () -> Philox.normal(1, 2, y, 0, n)),
                new Kernel("mask" + size, () -> Philox.mask(1, 2, 0.5f, y, 0, n)));
    }

    /** Runs all kernels again and again, until twice in succession none allocates; else returns those that do. */
    private static List<String> allocating(List<Kernel> kernels) {
        long end = THREADS.getCurrentThreadCpuTime() + LIMIT_NANOS;
        List<String> allocating = List.of();
        for (int clean = 0; clean < 2 && THREADS.getCurrentThreadCpuTime() < end; ) {
            allocating = kernels.stream()
                    .filter(kernel -> allocates(kernel.call))
                    .map(Kernel::name)
                    .toList();
            clean = allocating.isEmpty() ? clean + 1 : 0;
        }
        return allocating;
    }

    /** Whether any thread allocates; those of the team may be at work. */
    private static boolean allocates(Runnable call) {
        long before = THREADS.getTotalThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return THREADS.getTotalThreadAllocatedBytes() > before;
    }
}
