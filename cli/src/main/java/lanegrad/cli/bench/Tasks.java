package lanegrad.cli.bench;

import java.util.ArrayList;
import java.util.List;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.kernels.rowwise.ColumnSum;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Descent;
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
    private static final int BATCH = 128;

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
        tasks.add(pointwise("exp", new Exp(), 0));
        tasks.add(pointwise("sigmoid", new Sigmoid(), 0));
        tasks.add(pointwise("tanh", new Tanh(), 0));
        tasks.add(pointwise("relu", new Relu(), FLOATS));
        tasks.add(softmax(128, 1000));
        tasks.add(softmax(128, 10));
        tasks.add(columnSum(1024, 512));
        tasks.add(adam(784 * 512));
        tasks.add(trainingStep());
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

    private static Task pointwise(String name, Pointwise f, double flops) {
        float[] x = random(FLOATS);
        float[] y = new float[FLOATS];
        PointwiseLoop loop = PointwiseLoop.of(f);
        return new Task(name, "65536", flops, 8.0 * FLOATS, () -> loop.apply(x, 0, y, 0, FLOATS));
    }

    private static Task softmax(int rows, int columns) {
        float[] x = random(rows * columns);
        float[] y = new float[rows * columns];
        return new Task(
                "softmax", rows + "x" + columns, 0, 8.0 * rows * columns, () -> Softmax.run(x, 0, y, 0, rows, columns));
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
        return new Task(
                "adam",
                String.valueOf(n),
                12.0 * n,
                28.0 * n,
                () -> AdamStep.run(w, 0, g, 0, m, 0, v, 0, n, 0.9, 0.999, 1e-8, 10, new Descent(1e-3)));
    }

    /** The flops are those of the products: three for each weight and row, but no gradient for the data. */
    private static Task trainingStep() {
        ModelSpec spec = ModelSpec.of(
                        layers -> layers.dense(512).relu().dense(256).relu())
                .output(new Categorical());
        Trainer trainer = new Trainer(new Model(spec, 784, 10, 1), new TrainSpec());
        Tensor x = Tensor.zeros(Shape.of(BATCH, 784));
        Tensor y = Tensor.zeros(Shape.of(BATCH, 1));
        Philox.normal(Philox.key(1, "bench"), 0, x.data(), 0, x.count());
        for (int row = 0; row < BATCH; row++) {
            y.data()[row] = row % 10;
        }
        double weights = 784.0 * 512 + 512 * 256 + 256 * 10;
        double flops = 2 * BATCH * (3 * weights - 784.0 * 512);
        // Each weight is read forward and back, and the update reads and writes it with its gradient and two moments.
        double bytes = 4 * weights * (2 + 1 + 7);
        return new Task("training step", "784-512-256-10, 128 rows", flops, bytes, () -> trainer.step(x, y));
    }

    private static float[] random(int n) {
        float[] x = new float[n];
        Philox.normal(Philox.key(1, "bench"), 0, x, 0, n);
        return x;
    }
}
