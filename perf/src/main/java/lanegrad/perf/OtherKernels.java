package lanegrad.perf;

import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Plus;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Sqrt;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.pointwise.Times;
import lanegrad.kernels.random.Philox;
import lanegrad.kernels.rowwise.ColumnSum;
import lanegrad.kernels.rowwise.CrossEntropy;
import lanegrad.kernels.rowwise.LogSumExp;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.kernels.vector.AdaGradStep;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Descent;
import lanegrad.kernels.vector.Dot;
import lanegrad.kernels.vector.LionStep;
import lanegrad.kernels.vector.MomentumStep;
import lanegrad.kernels.vector.NadamStep;
import lanegrad.kernels.vector.NesterovStep;
import lanegrad.kernels.vector.RmsPropStep;
import lanegrad.kernels.vector.SgdStep;
import lanegrad.kernels.vector.Sum;

/**
 * Runs all kernels until they are compiled, so that what is measured afterwards has the company it has in a program.
 *
 * <p>A loop that is fast as long as it is alone, because the compiler saw only one class at a call, is found out.
 */
public final class OtherKernels {
    private static final int N = 1 << 13;
    private static final int ROUNDS = 4;
    private static final long NANOS = 25_000_000;

    private OtherKernels() {}

    /** Runs each kernel for some tenths of a second. */
    public static void warm() {
        float[] x = random(N, "x");
        float[] y = random(N, "y");
        float[] z = new float[N];
        float[] v = new float[N];
        float[] classes = new float[N];
        Matrix a = Matrix.of(x, 64, 96);
        Matrix b = Matrix.of(y, 96, 80);
        Matrix c = Matrix.of(z, 64, 80);
        List<Pointwise> functions = List.of(
                new Exp(), new Log(), new Sigmoid(), new Tanh(), new Relu(), new Abs(), new Softplus(), new Sqrt());
        for (int round = 0; round < ROUNDS; round++) {
            repeat(() -> Gemm.multiply(a, b, c, false, Epilogue.NONE));
            repeat(() -> Gemm.multiply(a, b, c, true, Epilogue.bias(v, 0).then(new Relu())));
            repeat(() -> Gemm.multiply(b.transpose(), a.transpose(), Matrix.of(z, 80, 64)));
            repeat(() -> Gemm.multiply(Matrix.of(x, 1, 96), b, Matrix.of(z, 1, 80)));
            repeat(() -> Gemm.multiply(a, Matrix.of(y, 96, 10), Matrix.of(z, 64, 10)));
            for (Pointwise f : functions) {
                repeat(() -> PointwiseLoop.of(f).apply(x, 0, z, 0, N));
                repeat(() -> PointwiseLoop.of(f.slope()).backward(x, 0, y, 0, z, 0, N));
            }
            repeat(() -> BinaryLoop.of(new Plus()).apply(x, 0, y, 0, z, 0, N));
            repeat(() -> BinaryLoop.of(new Times()).apply(x, 0, y, 0, z, 0, N));
            for (int columns : new int[] {10, 128, 1000}) {
                int rows = N / columns;
                repeat(() -> Softmax.run(x, 0, z, 0, rows, columns));
                repeat(() -> LogSumExp.run(x, 0, z, 0, rows, columns));
                repeat(() -> ColumnSum.run(x, 0, z, 0, rows, columns));
                repeat(() -> CrossEntropy.run(x, 0, classes, 0, z, 0, rows, columns));
                repeat(() -> CrossEntropy.gradient(x, 0, classes, 0, y, 0, z, 0, rows, columns));
            }
            repeat(() -> z[0] = Sum.of(x, 0, N) + Dot.of(x, 0, y, 0, N));
            Descent descent = new Descent(1e-6);
            repeat(() -> SgdStep.run(z, 0, y, 0, N, descent));
            repeat(() -> MomentumStep.run(z, 0, y, 0, v, 0, N, 0.9, descent));
            repeat(() -> NesterovStep.run(z, 0, y, 0, v, 0, N, 0.9, descent));
            repeat(() -> LionStep.run(z, 0, y, 0, v, 0, N, 0.9, 0.99, descent));
            repeat(() -> RmsPropStep.run(z, 0, y, 0, classes, 0, N, 0.9, 1e-8, descent));
            repeat(() -> AdaGradStep.run(z, 0, y, 0, classes, 0, N, 1e-8, descent));
            repeat(() -> AdamStep.run(z, 0, y, 0, v, 0, classes, 0, N, 0.9, 0.999, 1e-8, 1, descent));
            repeat(() -> NadamStep.run(z, 0, y, 0, v, 0, classes, 0, N, 0.9, 0.999, 1e-8, 0.004, 1, descent));
            Arrays.fill(classes, 0);
            Arrays.fill(v, 0);
        }
    }

    static float[] random(int n, String name) {
        float[] x = new float[n];
        Philox.normal(Philox.key(1, name), 0, x, 0, n);
        return x;
    }

    private static void repeat(Runnable work) {
        long end = System.nanoTime() + NANOS;
        do {
            work.run();
        } while (System.nanoTime() < end);
    }
}
