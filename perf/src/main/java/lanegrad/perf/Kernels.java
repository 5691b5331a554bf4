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

/** All kernels by name, each on arrays that a first-level cache nearly holds: a call takes some microseconds. */
final class Kernels {
    private static final int N = 1 << 13;

    private final Map<String, Runnable> all = new LinkedHashMap<>();
    private final float[] x = OtherKernels.random(N, "x");
    private final float[] g = OtherKernels.random(N, "g");
    private final float[] y = new float[N];
    private final float[] zeros = new float[N];
    private final float[] ones = new float[N];
    private final float[] m = new float[N];
    private final float[] v = new float[N];

    private Kernels() {
        Arrays.fill(ones, 1);
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
            all.put(f.getClass().getSimpleName(), () -> loop.apply(x, 0, g, 0, y, 0, N));
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
        Matrix a = Matrix.of(x, 64, 96);
        Matrix b = Matrix.of(g, 96, 80);
        Matrix c = Matrix.of(y, 64, 80);
        Epilogue epilogue = Epilogue.bias(zeros, 0).then(new Relu());
        all.put("Gemm with epilogue", () -> Gemm.multiply(a, b, c, false, epilogue));
        Matrix left = b.transpose();
        Matrix right = a.transpose();
        Matrix product = Matrix.of(y, 80, 64);
        all.put("Gemm transposed", () -> Gemm.multiply(left, right, product, false, Epilogue.NONE));
    }

    private void product(String name, int rows, int columns, int depth) {
        Matrix a = Matrix.of(x, rows, depth);
        Matrix b = Matrix.of(g, depth, columns);
        Matrix c = Matrix.of(y, rows, columns);
        all.put(name, () -> Gemm.multiply(a, b, c, false, Epilogue.NONE));
    }

    private void pointwise(String name, Pointwise f) {
        PointwiseLoop loop = PointwiseLoop.of(f);
        PointwiseLoop slope = PointwiseLoop.of(f.slope());
        all.put(name, () -> loop.apply(x, 0, y, 0, N));
        all.put(name + "'", () -> slope.backward(x, 0, g, 0, y, 0, N));
    }

    private void rows(int columns) {
        int rows = N / columns;
        String of = " " + columns;
        float[] t = zeros;
        all.put("Softmax" + of, () -> Softmax.run(x, 0, y, 0, rows, columns));
        all.put("LogSoftmax" + of, () -> LogSoftmax.run(x, 0, y, 0, rows, columns));
        all.put("LogSumExp" + of, () -> LogSumExp.run(x, 0, y, 0, rows, columns));
        all.put("CrossEntropy" + of, () -> CrossEntropy.run(x, 0, t, 0, y, 0, rows, columns));
        all.put("CrossEntropy'" + of, () -> CrossEntropy.gradient(x, 0, t, 0, ones, 0, y, 0, rows, columns));
        all.put("ArgMax" + of, () -> ArgMax.run(x, 0, y, 0, rows, columns));
        all.put("RowSum" + of, () -> RowSum.run(x, 0, y, 0, rows, columns));
        all.put("ColumnSum" + of, () -> ColumnSum.run(x, 0, y, 0, rows, columns));
        all.put("ColumnMoments" + of, () -> ColumnMoments.run(x, 0, m, 0, v, 0, rows, columns));
        all.put(
                "ColumnNorm" + of,
                () -> ColumnNorm.forward(x, 0, t, 0, ones, 0, 1e-5, ones, 0, t, 0, y, 0, rows, columns));
        all.put(
                "ColumnNorm'" + of,
                () -> ColumnNorm.backward(x, 0, t, 0, ones, 0, 1e-5, ones, 0, g, 0, y, 0, m, 0, v, 0, rows, columns));
        all.put("RowNorm" + of, () -> RowNorm.forward(x, 0, m, 0, v, 0, 1e-5, ones, 0, t, 0, y, 0, rows, columns));
        all.put(
                "RowNorm'" + of,
                () -> RowNorm.backward(x, 0, t, 0, ones, 0, 1e-5, ones, 0, g, 0, y, 0, m, 0, v, 0, rows, columns));
    }

    private void vectors() {
        all.put("Sum", () -> y[0] = Sum.of(x, 0, N));
        all.put("Dot", () -> y[0] = Dot.of(x, 0, g, 0, N));
        all.put("Norm", () -> y[0] = (float) Norm.squared(x, 0, N));
        all.put("Finite", () -> y[0] = Finite.all(x, 0, N) ? 1 : 0);
        all.put("Axpy", () -> Axpy.run(1e-12f, x, 0, y, 0, N));
        all.put("uniform numbers", () -> Philox.uniform(1, 2, y, 0, N));
        all.put("normal numbers", () -> Philox.normal(1, 2, y, 0, N));
        all.put("mask", () -> Philox.mask(1, 2, 0.5f, y, 0, N));
    }

    private void steps() {
        // Too small a rate to move the weights, which would drift to numbers that are slow to compute with.
        Descent descent = new Descent(1e-12);
        float[] w = ones.clone();
        float[] mean = new float[N];
        float[] square = new float[N];
        all.put("SgdStep", () -> SgdStep.run(w, 0, g, 0, N, descent));
        all.put("MomentumStep", () -> MomentumStep.run(w, 0, g, 0, mean, 0, N, 0.9, descent));
        all.put("NesterovStep", () -> NesterovStep.run(w, 0, g, 0, mean, 0, N, 0.9, descent));
        all.put("LionStep", () -> LionStep.run(w, 0, g, 0, mean, 0, N, 0.9, 0.99, descent));
        all.put("RmsPropStep", () -> RmsPropStep.run(w, 0, g, 0, square, 0, N, 0.9, 1e-8, descent));
        all.put("AdaGradStep", () -> AdaGradStep.run(w, 0, g, 0, square, 0, N, 1e-8, descent));
        all.put("AdamStep", () -> AdamStep.run(w, 0, g, 0, mean, 0, square, 0, N, 0.9, 0.999, 1e-8, 9, descent));
        all.put(
                "NadamStep",
                () -> NadamStep.run(w, 0, g, 0, mean, 0, square, 0, N, 0.9, 0.999, 1e-8, 0.004, 9, descent));
    }
}
