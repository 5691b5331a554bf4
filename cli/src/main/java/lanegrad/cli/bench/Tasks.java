package lanegrad.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Gelu;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.kernels.rowwise.ColumnSum;
import lanegrad.kernels.rowwise.CrossEntropy;
import lanegrad.kernels.rowwise.LogSoftmax;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Descent;
import lanegrad.kernels.vector.Norm;
import lanegrad.loss.Categorical;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;

/** What is timed: the kernels on the sizes that feedforward networks meet, and one step of training. */
final class Tasks {
    private static final int FLOATS = 1 << 16;
    private static final int CLASSES = 10;

    private Tasks() {}

    /** All of them, or those that don't take long. */
    static List<Task> all(boolean quick) {
        List<Task> tasks = new ArrayList<>();
        for (int n : quick ? new int[] {256, 512} : new int[] {256, 512, 1024, 2048}) {
            tasks.add(gemm(n, n, n, ""));
        }
        tasks.add(gemm(64, 512, 784, ""));
        tasks.add(gemm(128, 512, 784, ""));
        tasks.add(gemm(128, 256, 256, ""));
        tasks.add(gemm(784, 512, 128, " A'B"));
        tasks.add(gemm(128, 784, 512, " AB'"));
        tasks.add(gemm(784, 512, 128, ""));
        tasks.add(gemm(128, 10, 512, ""));
        tasks.add(gemm(1, 512, 784, ""));
        tasks.add(pointwise("exp", new Exp(), FLOATS));
        tasks.add(pointwise("sigmoid", new Sigmoid(), FLOATS));
        tasks.add(pointwise("tanh", new Tanh(), FLOATS));
        tasks.add(pointwise("gelu", new Gelu(), FLOATS));
        tasks.add(pointwise("relu", new Relu(), FLOATS));
        if (!quick) {
            tasks.add(pointwise("exp", new Exp(), Limits.floats()));
            tasks.add(pointwise("relu", new Relu(), Limits.floats()));
        }
        for (int columns : new int[] {1000, 10}) {
            tasks.add(rowwise("softmax", Softmax::run, 128, columns));
            tasks.add(rowwise("log-softmax", LogSoftmax::run, 128, columns));
            tasks.add(crossEntropy(128, columns));
        }
        tasks.add(columnSum(1024, 512));
        tasks.add(norm(784 * 512));
        tasks.add(drawn("normal", (out, n) -> Philox.normal(1, 0, out, 0, n)));
        tasks.add(drawn("dropout mask", (out, n) -> Philox.mask(1, 0, 0.5f, out, 0, n)));
        tasks.add(adam(784 * 512));
        tasks.add(trainingStep(128, 784, 512, 256));
        tasks.add(trainingStep(32, 20, 64, 64));
        return tasks;
    }

    /** C = A B of m x k and k x n; A' and B' are stored as their transposes. */
    private static Task gemm(int m, int n, int k, String how) {
        float[] x = random(m * k);
        float[] y = random(k * n);
        Matrix a = how.contains("A'") ? Matrix.of(x, k, m).transpose() : Matrix.of(x, m, k);
        Matrix b = how.contains("B'") ? Matrix.of(y, n, k).transpose() : Matrix.of(y, k, n);
        Matrix c = Matrix.of(new float[m * n], m, n);
        return new Task(
                "gemm" + how,
                m + "x" + n + "x" + k,
                2.0 * m * n * k,
                4.0 * ((double) m * k + (double) k * n + (double) m * n),
                () -> Gemm.multiply(a, b, c, false, Epilogue.NONE));
    }

    /** The functions of some flops are counted by their bytes alone. */
    private static Task pointwise(String name, Pointwise f, int n) {
        float[] x = random(n);
        float[] y = new float[n];
        PointwiseLoop loop = PointwiseLoop.of(f);
        return new Task(name, String.valueOf(n), f instanceof Relu ? n : 0, 8.0 * n, () -> loop.apply(x, 0, y, 0, n));
    }

    @FunctionalInterface
    private interface Rowwise {
        void run(float[] x, int xo, float[] y, int yo, int rows, int columns);
    }

    private static Task rowwise(String name, Rowwise kernel, int rows, int columns) {
        float[] x = random(rows * columns);
        float[] y = new float[rows * columns];
        return new Task(
                name, rows + "x" + columns, 0, 8.0 * rows * columns, () -> kernel.run(x, 0, y, 0, rows, columns));
    }

    /** The gradient, with the losses' incoming gradients all 1. */
    private static Task crossEntropy(int rows, int columns) {
        float[] z = random(rows * columns);
        float[] classes = new float[rows];
        float[] ones = new float[rows];
        float[] out = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            classes[row] = row % columns;
            ones[row] = 1;
        }
        return new Task(
                "cross-entropy'",
                rows + "x" + columns,
                0,
                8.0 * rows * columns,
                () -> CrossEntropy.gradient(z, 0, classes, 0, ones, 0, out, 0, rows, columns));
    }

    private static Task norm(int n) {
        float[] x = random(n);
        double[] sum = new double[1];
        return new Task("norm", String.valueOf(n), 2.0 * n, 4.0 * n, () -> sum[0] += Norm.squared(x, 0, n));
    }

    private static Task drawn(String name, ObjIntConsumer<float[]> draw) {
        float[] out = new float[FLOATS];
        return new Task(name, String.valueOf(FLOATS), 0, 4.0 * FLOATS, () -> draw.accept(out, FLOATS));
    }

    private static Task columnSum(int rows, int columns) {
        float[] x = random(rows * columns);
        float[] y = new float[columns];
        return new Task(
                "column sum",
                rows + "x" + columns,
                (double) rows * columns,
                4.0 * (rows + 1) * columns,
                () -> ColumnSum.run(x, 0, y, 0, rows, columns));
    }

    /** For each weight: m 3 flops, v 4, the step itself a root, a quotient, 2 sums and a product. */
    private static Task adam(int n) {
        float[] w = random(n);
        float[] g = random(n);
        float[] m = new float[n];
        float[] v = new float[n];
        Descent descent = new Descent(1e-3);
        return new Task(
                "adam",
                String.valueOf(n),
                12.0 * n,
                16.0 * n,
                () -> AdamStep.run(w, 0, g, 0, m, 0, v, 0, n, 0.9, 0.999, 1e-8, 10, descent));
    }

    /** The flops are those of the products: three for each weight and row, but no gradient for the data. */
    private static Task trainingStep(int rows, int features, int first, int second) {
        ModelSpec spec = ModelSpec.of(
                        layers -> layers.dense(first).relu().dense(second).relu())
                .output(new Categorical());
        Trainer trainer = new Trainer(new Model(spec, features, CLASSES, 1), new TrainSpec());
        Tensor x = Tensor.of(Shape.of(rows, features), random(rows * features));
        Tensor y = Tensor.zeros(Shape.of(rows, 1));
        for (int row = 0; row < rows; row++) {
            y.data()[row] = row % CLASSES;
        }
        double weights = (double) features * first + first * second + second * CLASSES;
        double flops = 2 * rows * (3 * weights - features * first);
        // Each weight is fetched forward and back and for the update, its gradient twice, and its two moments.
        double bytes = 4 * weights * (2 + 1 + 4);
        String sizes = "%d-%d-%d-%d, %d rows".formatted(features, first, second, CLASSES, rows);
        return new Task("training step", sizes, flops, bytes, () -> trainer.step(x, y));
    }

    private static float[] random(int n) {
        float[] x = new float[n];
        Philox.normal(Philox.key(1, "bench"), 0, x, 0, n);
        return x;
    }
}
