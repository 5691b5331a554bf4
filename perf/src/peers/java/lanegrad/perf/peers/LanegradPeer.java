package lanegrad.perf.peers;

import java.util.Optional;
import lanegrad.kernels.Cpu;
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
import lanegrad.kernels.rowwise.LogSoftmax;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.model.Inference;
import lanegrad.perf.Network;
import lanegrad.tensor.Tensor;
import lanegrad.train.Trainer;

/** Ourselves. */
final class LanegradPeer implements Peer {
    @Override
    public String about() {
        return "this build, " + Cpu.reason();
    }

    @Override
    public Optional<Work> gemm(Shape shape, float[] a, float[] b) {
        float[] z = new float[shape.m() * shape.n()];
        Matrix x = shape.aTransposed()
                ? Matrix.of(a, shape.k(), shape.m()).transpose()
                : Matrix.of(a, shape.m(), shape.k());
        Matrix y = shape.bTransposed()
                ? Matrix.of(b, shape.n(), shape.k()).transpose()
                : Matrix.of(b, shape.k(), shape.n());
        Matrix c = Matrix.of(z, shape.m(), shape.n());
        return Optional.of(new Work(() -> Gemm.multiply(x, y, c, false, Epilogue.NONE), () -> z));
    }

    @Override
    public Optional<Work> pointwise(String function, float[] x) {
        Pointwise f = switch (function) {
            case "exp" -> new Exp();
            case "sigmoid" -> new Sigmoid();
            case "tanh" -> new Tanh();
            case "gelu" -> new Gelu();
            case "gelu by erf" -> new ErfGelu();
            case "relu" -> new Relu();
            default -> throw new IllegalArgumentException("function: " + function);
        };
        PointwiseLoop loop = PointwiseLoop.of(f);
        float[] y = new float[x.length];
        return Optional.of(new Work(() -> loop.apply(x, 0, y, 0, x.length), () -> y));
    }

    @Override
    public Optional<Work> rowwise(String function, float[] x, int rows, int columns) {
        float[] y = new float[x.length];
        Runnable call = function.equals("softmax")
                ? () -> Softmax.run(x, 0, y, 0, rows, columns)
                : () -> LogSoftmax.run(x, 0, y, 0, rows, columns);
        return Optional.of(new Work(call, () -> y));
    }

    @Override
    public Optional<Work> training(Network network, double rate) {
        Trainer trainer = network.trainer(rate);
        Tensor x = network.x(network.batch());
        Tensor y = network.y();
        return Optional.of(new Work(() -> trainer.step(x, y), () -> new float[] {trainer.step(x, y)}));
    }

    @Override
    public Optional<Work> prediction(Network network, int rows) {
        Inference inference = new Inference(network.model());
        Tensor x = inference.input(rows);
        System.arraycopy(network.x(rows).data(), 0, x.data(), 0, x.count());
        return Optional.of(new Work(
                () -> inference.predict(rows), () -> inference.predict(rows).data().clone()));
    }
}
