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
import lanegrad.kernels.random.Philox;
import lanegrad.kernels.rowwise.LogSoftmax;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.loss.Categorical;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;

/** Ourselves. */
final class LanegradPeer implements Peer {
    @Override
    public String about() {
        return "this build, " + Cpu.reason();
    }

    @Override
    public Work gemm(lanegrad.perf.peers.Shape shape, float[] a, float[] b) {
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
            case "gelu" -> new Gelu();
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
    public Optional<Runnable> trainingStep(int batch) {
        ModelSpec spec = ModelSpec.of(
                        layers -> layers.dense(512).relu().dense(256).relu())
                .output(new Categorical());
        Trainer trainer = new Trainer(new Model(spec, 784, 10, 1), new TrainSpec());
        Tensor x = Tensor.zeros(Shape.of(batch, 784));
        Tensor y = Tensor.zeros(Shape.of(batch, 1));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        for (int row = 0; row < batch; row++) {
            y.data()[row] = row % 10;
        }
        return Optional.of(() -> trainer.step(x, y));
    }
}
