package lanegrad.perf.peers;

import java.util.Optional;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.rowwise.Softmax;

/** Ourselves. */
final class LanegradPeer implements Peer {
    @Override
    public Work gemm(Shape shape, float[] a, float[] b) {
        float[] z = new float[shape.m() * shape.n()];
        Matrix x = shape.aTransposed()
                ? Matrix.of(a, shape.k(), shape.m()).transpose()
                : Matrix.of(a, shape.m(), shape.k());
        Matrix y = shape.bTransposed()
                ? Matrix.of(b, shape.n(), shape.k()).transpose()
                : Matrix.of(b, shape.k(), shape.n());
        Matrix c = Matrix.of(z, shape.m(), shape.n());
        return new Work(() -> Gemm.multiply(x, y, c, false, Epilogue.NONE), () -> z);
    }

    @Override
    public Optional<Work> pointwise(String function, float[] x) {
        Pointwise f = switch (function) {
            case "exp" -> new Exp();
            case "sigmoid" -> new Sigmoid();
            case "tanh" -> new Tanh();
            case "relu" -> new Relu();
            default -> throw new IllegalArgumentException("function: " + function);
        };
        PointwiseLoop loop = PointwiseLoop.of(f);
        float[] y = new float[x.length];
        return Optional.of(new Work(() -> loop.apply(x, 0, y, 0, x.length), () -> y));
    }

    @Override
    public Optional<Work> softmax(float[] x, int rows, int columns) {
        float[] y = new float[x.length];
        return Optional.of(new Work(() -> Softmax.run(x, 0, y, 0, rows, columns), () -> y));
    }
}
