package lanegrad.kernels;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.gemm.Packed;
import lanegrad.kernels.pointwise.Binary;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Functions;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
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
import lanegrad.kernels.rowwise.SoftCrossEntropy;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.kernels.vector.AdaGradStep;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Axpy;
import lanegrad.kernels.vector.Descent;
import lanegrad.kernels.vector.Dot;
import lanegrad.kernels.vector.LionStep;
import lanegrad.kernels.vector.MomentumStep;
import lanegrad.kernels.vector.NadamStep;
import lanegrad.kernels.vector.NesterovStep;
import lanegrad.kernels.vector.Norm;
import lanegrad.kernels.vector.RmsPropStep;
import lanegrad.kernels.vector.SgdStep;
import lanegrad.kernels.vector.Sum;

/** A program that prints one hash of what all kernels give, however often they run and on however many threads. */
final class AllKernels {
    private static final int N = 5000;
    private static final int[] THREADS = {2, 1, 8, 3};
    private static final int[][] MATRICES = {{33, 47, 29}, {40, 10, 70}, {1, 65, 50}, {5, 3, 7}, {70, 130, 20}};
    private static final int[][] ROWS = {{300, 10}, {9, 37}, {5, 1000}};

    private final MessageDigest digest;
    private final float[] x = Floats.normal(1, N);
    private final float[] y = Floats.normal(2, N);
    private final float[] positive = new float[N];
    private final float[] special = Floats.special();

    private AllKernels() throws NoSuchAlgorithmException {
        digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < N; i++) {
            positive[i] = x[i] * x[i];
        }
    }

    /** Takes how often to run all kernels, on numbers of threads by turns; prints all hashes that were seen. */
    public static void main(String[] args) throws NoSuchAlgorithmException {
        AllKernels kernels = new AllKernels();
        Set<String> hashes = new LinkedHashSet<>();
        for (int round = 0; round < Integer.parseInt(args[0]); round++) {
            hashes.add(Tiles.with(THREADS[round % THREADS.length], kernels::hash));
        }
        System.out.println(String.join(" ", hashes));
    }

    private String hash() {
        products();
        functions();
        rows();
        vectors();
        steps();
        random();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        for (float value : values) {
            bytes.putInt(Float.floatToIntBits(value));
        }
        digest.update(bytes.array());
    }

    private void products() {
        for (int[] size : MATRICES) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            Matrix a = Matrix.of(x, m, k);
            Matrix b = Matrix.of(y, k, n);
            float[] c = new float[m * n];
            Gemm.multiply(a, b, Matrix.of(c, m, n));
            add(c);
            Gemm.multiply(a, Matrix.of(y, n, k).transpose(), Matrix.of(c, m, n), true, Epilogue.NONE);
            add(c);
            Gemm.multiply(Matrix.of(x, k, m).transpose(), b, Matrix.of(c, m, n));
            add(c);
            float[] sums = new float[n];
            Epilogue epilogue = Epilogue.bias(x, 7).then(new Relu()).columnSum(sums, 0);
            Gemm.multiply(a, Packed.of(b), Matrix.of(c, m, n), false, epilogue);
            add(c);
            add(sums);
        }
    }

    private void functions() {
        float[] out = new float[N];
        for (Pointwise f : Functions.pointwise()) {
            PointwiseLoop.of(f).apply(x, 0, out, 0, N);
            PointwiseLoop.of(f).apply(special, 0, out, 3, special.length);
            add(out);
            PointwiseLoop.of(f).backward(x, 0, y, 0, out, 0, N);
            add(out);
        }
        for (Binary f : Functions.binary()) {
            BinaryLoop.of(f).apply(x, 0, y, 0, out, 0, N);
            add(out);
        }
    }

    private void rows() {
        for (int[] size : ROWS) {
            int m = size[0];
            int n = size[1];
            float[] out = new float[m * n];
            float[] row = new float[n];
            float[] column = new float[m];
            Softmax.run(x, 0, out, 0, m, n);
            add(out);
            LogSoftmax.run(x, 0, out, 0, m, n);
            add(out);
            LogSumExp.run(x, 0, column, 0, m, n);
            add(column);
            RowSum.run(x, 0, column, 0, m, n);
            add(column);
            ArgMax.run(x, 0, column, 0, m, n);
            add(column);
            CrossEntropy.both(x, 0, column.clone(), 0, positive, 0, column, 0, out, 0, m, n);
            add(column);
            add(out);
            SoftCrossEntropy.run(x, 0, x, 0, column, 0, m, n);
            add(column);
            SoftCrossEntropy.gradient(x, 0, x, 0, column, 0, out, 0, m, n);
            add(out);
            ColumnSum.run(x, 0, row, 0, m, n);
            add(row);
            normalisation(m, n, out, row, column);
        }
    }

    private void normalisation(int m, int n, float[] out, float[] row, float[] column) {
        float[] mean = new float[n];
        float[] gamma = new float[n];
        float[] beta = new float[n];
        ColumnMoments.run(x, 0, mean, 0, row, 0, m, n);
        add(mean);
        add(row);
        ColumnNorm.forward(x, 0, mean, 0, row, 0, 1e-5, y, 0, y, 9, out, 0, m, n);
        add(out);
        ColumnNorm.backward(x, 0, mean, 0, row, 0, 1e-5, y, 0, y, 0, out, 0, gamma, 0, beta, 0, m, n);
        add(out);
        add(gamma);
        add(beta);
        float[] variance = new float[m];
        RowNorm.forward(x, 0, column, 0, variance, 0, 1e-5, y, 0, y, 9, out, 0, m, n);
        add(out);
        RowNorm.backward(x, 0, column, 0, variance, 0, 1e-5, y, 0, y, 0, out, 0, gamma, 0, beta, 0, m, n);
        add(out);
        add(gamma);
        add(beta);
    }

    private void vectors() {
        float[] out = y.clone();
        Axpy.run(0.3f, x, 0, out, 0, N);
        add(out);
        add(Sum.of(x, 0, N), Dot.of(x, 1, y, 0, N - 1), (float) Norm.squared(x, 0, N));
    }

    private void steps() {
        Descent descent = new Descent(0.1, 0.01, 0.02, 0.5, 1);
        float[] w = y.clone();
        float[] m = x.clone();
        float[] v = positive.clone();
        SgdStep.run(w, 0, x, 0, N, descent);
        MomentumStep.run(w, 0, x, 0, m, 0, N, 0.9, descent);
        NesterovStep.run(w, 0, x, 0, m, 0, N, 0.9, descent);
        LionStep.run(w, 0, x, 0, m, 0, N, 0.9, 0.99, descent);
        RmsPropStep.run(w, 0, x, 0, v, 0, N, 0.9, 1e-8, descent);
        AdaGradStep.run(w, 0, x, 0, v, 0, N, 1e-8, descent);
        AdamStep.run(w, 0, x, 0, m, 0, v, 0, N, 0.9, 0.999, 1e-8, 3, descent);
        NadamStep.run(w, 0, x, 0, m, 0, v, 0, N, 0.9, 0.999, 1e-8, 0.004, 3, descent);
        add(w);
        add(m);
        add(v);
    }

    private void random() {
        float[] out = new float[N];
        Philox.uniform(5, 6, out, 1, N - 1);
        add(out);
        Philox.normal(5, 7, out, 0, N - 3);
        add(out);
        Philox.mask(5, 8, 0.3f, out, 2, N - 2);
        add(out);
    }
}
