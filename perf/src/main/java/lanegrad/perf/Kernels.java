package lanegrad.perf;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.pointwise.Arctan;
import lanegrad.kernels.pointwise.Binary;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Divide;
import lanegrad.kernels.pointwise.Elu;
import lanegrad.kernels.pointwise.Erf;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Expm1;
import lanegrad.kernels.pointwise.Gelu;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Log1p;
import lanegrad.kernels.pointwise.LogSigmoid;
import lanegrad.kernels.pointwise.Maximum;
import lanegrad.kernels.pointwise.Mish;
import lanegrad.kernels.pointwise.Plus;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Selu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Softsign;
import lanegrad.kernels.pointwise.Sqrt;
import lanegrad.kernels.pointwise.Swish;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.pointwise.Times;
import lanegrad.kernels.random.Philox;
import lanegrad.kernels.rowwise.ArgMax;
import lanegrad.kernels.rowwise.ColumnMoments;
import lanegrad.kernels.rowwise.ColumnNorm;
import lanegrad.kernels.rowwise.ColumnSum;
import lanegrad.kernels.rowwise.CrossEntropy;
import lanegrad.kernels.rowwise.LogSoftmax;
import lanegrad.kernels.rowwise.LogSumExp;
import lanegrad.kernels.rowwise.RowNorm;
import lanegrad.kernels.rowwise.RowSum;
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

/**
 * All kernels by name, each on numbers that a first-level cache nearly holds: a call takes some microseconds.
 *
 * <p>A kernel takes up to a fifth more or less time depending on where in a line of the cache and a page of memory its
 * numbers begin. So all of them are parts of one array, so large that the garbage collector puts it at the beginning of a
 * region and leaves it there.
 */
final class Kernels {
    private static final int N = 1 << 13;

    /** Floats from one part to the next: a whole number of lines, and no two begin at the same place of a page. */
    private static final int STRIDE = N + 5 * 16;

    /** So that the first part begins with a line: an array's header takes 4 floats of 16. */
    private static final int FIRST = 12;

    private final Map<String, Runnable> all = new LinkedHashMap<>();
    private final float[] floats = new float[1 << 20];
    private final int x = FIRST;
    private final int g = x + STRIDE;
    private final int y = g + STRIDE;
    private final int zeros = y + STRIDE;
    private final int ones = zeros + STRIDE;
    private final int m = ones + STRIDE;
    private final int v = m + STRIDE;
    private final int w = v + STRIDE;
    private final int mean = w + STRIDE;
    private final int square = mean + STRIDE;

    private Kernels() {
        Philox.normal(Philox.key(1, "x"), 0, floats, x, N);
        Philox.normal(Philox.key(1, "g"), 0, floats, g, N);
        Arrays.fill(floats, ones, ones + N, 1);
        Arrays.fill(floats, w, w + N, 1);
        products();
        for (Pointwise f : new Pointwise[] {
            new Exp(), new Log(), new Expm1(), new Log1p(), new Sigmoid(), new Tanh(), new Softplus(), new LogSigmoid(),
            new Erf(), new Gelu(), new Swish(), new Mish(), new Relu(), new Abs(), new Elu(1), new Selu(),
            new Softsign(), new Arctan(), new Sqrt()
        }) {
            pointwise(f.getClass().getSimpleName(), f);
        }
        for (Binary f : new Binary[] {new Plus(), new Times(), new Divide(), new Maximum()}) {
            BinaryLoop loop = BinaryLoop.of(f);
            all.put(f.getClass().getSimpleName(), () -> loop.apply(floats, x, floats, g, floats, y, N));
        }
        rows(10);
        rows(128);
        rows(1000);
        vectors();
        steps();
    }

    /** All of them, in a fixed order. */
    static Map<String, Runnable> all() {
        return new Kernels().all;
    }

    private void products() {
        product("Gemm", 64, 80, 96);
        product("Gemm narrow", 64, 10, 96);
        product("Gemm row", 1, 80, 96);
        Matrix a = Matrix.of(floats, x, 64, 96);
        Matrix b = Matrix.of(floats, g, 96, 80);
        Matrix c = Matrix.of(floats, y, 64, 80);
        Epilogue epilogue = Epilogue.bias(floats, zeros).then(new Relu());
        all.put("Gemm with epilogue", () -> Gemm.multiply(a, b, c, false, epilogue));
        Matrix left = b.transpose();
        Matrix right = a.transpose();
        Matrix product = Matrix.of(floats, y, 80, 64);
        all.put("Gemm transposed", () -> Gemm.multiply(left, right, product, false, Epilogue.NONE));
    }

    private void product(String name, int rows, int columns, int depth) {
        Matrix a = Matrix.of(floats, x, rows, depth);
        Matrix b = Matrix.of(floats, g, depth, columns);
        Matrix c = Matrix.of(floats, y, rows, columns);
        all.put(name, () -> Gemm.multiply(a, b, c, false, Epilogue.NONE));
    }

    private void pointwise(String name, Pointwise f) {
        PointwiseLoop loop = PointwiseLoop.of(f);
        PointwiseLoop slope = PointwiseLoop.of(f.slope());
        all.put(name, () -> loop.apply(floats, x, floats, y, N));
        all.put(name + "'", () -> slope.backward(floats, x, floats, g, floats, y, N));
    }

    private void rows(int columns) {
        int rows = N / columns;
        String of = " " + columns;
        all.put("Softmax" + of, () -> Softmax.run(floats, x, floats, y, rows, columns));
        all.put("LogSoftmax" + of, () -> LogSoftmax.run(floats, x, floats, y, rows, columns));
        all.put("LogSumExp" + of, () -> LogSumExp.run(floats, x, floats, y, rows, columns));
        all.put("CrossEntropy" + of, () -> CrossEntropy.run(floats, x, floats, zeros, floats, y, rows, columns));
        all.put(
                "CrossEntropy'" + of,
                () -> CrossEntropy.gradient(floats, x, floats, zeros, floats, ones, floats, y, rows, columns));
        all.put("ArgMax" + of, () -> ArgMax.run(floats, x, floats, y, rows, columns));
        all.put("RowSum" + of, () -> RowSum.run(floats, x, floats, y, rows, columns));
        all.put("ColumnSum" + of, () -> ColumnSum.run(floats, x, floats, y, rows, columns));
        all.put("ColumnMoments" + of, () -> ColumnMoments.run(floats, x, floats, m, floats, v, rows, columns));
        all.put(
                "ColumnNorm" + of,
                () -> ColumnNorm.forward(
                        floats, x, floats, zeros, floats, ones, 1e-5, floats, ones, floats, zeros, floats, y, rows,
                        columns));
        all.put(
                "ColumnNorm'" + of,
                () -> ColumnNorm.backward(
                        floats, x, floats, zeros, floats, ones, 1e-5, floats, ones, floats, g, floats, y, floats, m,
                        floats, v, rows, columns));
        all.put(
                "RowNorm" + of,
                () -> RowNorm.forward(
                        floats, x, floats, m, floats, v, 1e-5, floats, ones, floats, zeros, floats, y, rows, columns));
        all.put(
                "RowNorm'" + of,
                () -> RowNorm.backward(
                        floats, x, floats, zeros, floats, ones, 1e-5, floats, ones, floats, g, floats, y, floats, m,
                        floats, v, rows, columns));
    }

    private void vectors() {
        all.put("Sum", () -> floats[y] = Sum.of(floats, x, N));
        all.put("Dot", () -> floats[y] = Dot.of(floats, x, floats, g, N));
        all.put("Norm", () -> floats[y] = (float) Norm.squared(floats, x, N));
        all.put("Finite", () -> floats[y] = Finite.all(floats, x, N) ? 1 : 0);
        all.put("Axpy", () -> Axpy.run(1e-12f, floats, x, floats, y, N));
        all.put("uniform numbers", () -> Philox.uniform(1, 2, floats, y, N));
        all.put("normal numbers", () -> Philox.normal(1, 2, floats, y, N));
        all.put("mask", () -> Philox.mask(1, 2, 0.5f, floats, y, N));
    }

    private void steps() {
        // Too small a rate to move the weights, which would drift to numbers that are slow to compute with.
        Descent descent = new Descent(1e-12);
        all.put("SgdStep", () -> SgdStep.run(floats, w, floats, g, N, descent));
        all.put("MomentumStep", () -> MomentumStep.run(floats, w, floats, g, floats, mean, N, 0.9, descent));
        all.put("NesterovStep", () -> NesterovStep.run(floats, w, floats, g, floats, mean, N, 0.9, descent));
        all.put("LionStep", () -> LionStep.run(floats, w, floats, g, floats, mean, N, 0.9, 0.99, descent));
        all.put("RmsPropStep", () -> RmsPropStep.run(floats, w, floats, g, floats, square, N, 0.9, 1e-8, descent));
        all.put("AdaGradStep", () -> AdaGradStep.run(floats, w, floats, g, floats, square, N, 1e-8, descent));
        all.put(
                "AdamStep",
                () -> AdamStep.run(
                        floats, w, floats, g, floats, mean, floats, square, N, 0.9, 0.999, 1e-8, 9, descent));
        all.put(
                "NadamStep",
                () -> NadamStep.run(
                        floats, w, floats, g, floats, mean, floats, square, N, 0.9, 0.999, 1e-8, 0.004, 9, descent));
    }
}
