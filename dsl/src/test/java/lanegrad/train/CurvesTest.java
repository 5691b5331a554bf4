package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.Fixture;
import lanegrad.autodiff.Parameter;
import lanegrad.kernels.pointwise.Gelu;
import lanegrad.kernels.pointwise.LeakyRelu;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Swish;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Bernoulli;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.loss.Huber;
import lanegrad.loss.Laplace;
import lanegrad.loss.Output;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.layer.BatchNorm;
import lanegrad.nn.layer.Dropout;
import lanegrad.optim.AdaGrad;
import lanegrad.optim.Adam;
import lanegrad.optim.AdamW;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.Momentum;
import lanegrad.optim.Nadam;
import lanegrad.optim.Nesterov;
import lanegrad.optim.Optimizer;
import lanegrad.optim.RmsProp;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cost of each of 100 steps from the same weights and batches is PyTorch's, which curves.py wrote down. */
class CurvesTest {
    private static final int BATCH = 16;
    private static final int ROWS = 64;
    private static final int STEPS = 100;
    private static final float DROPPED = 0.25f;
    private static final Fixture PYTORCH = Fixture.read(CurvesTest.class, "curves.txt");

    static Stream<Arguments> curves() {
        Adam adam = new Adam(0.01);
        TrainSpec plain = new TrainSpec();
        return Stream.of(
                of("sgd-tanh-gaussian", new Sgd(0.05, 0), new Tanh(), new Gaussian()),
                of("momentum-relu-categorical", new Momentum(0.05, 0.9, 0), new Relu(), new Categorical()),
                of("nesterov-sigmoid-bernoulli", new Nesterov(0.1, 0.9, 0), new Sigmoid(), new Bernoulli()),
                of("rmsprop-gelu-categorical", new RmsProp(0.002, 0.99, 1e-8), new Gelu(), new Categorical()),
                of("adagrad-softplus-gaussian", new AdaGrad(0.05, 1e-10), new Softplus(), new Gaussian()),
                of("adam-relu-laplace", adam, new Relu(), new Laplace()),
                of("adamw-swish-huber", new AdamW(0.01, 0.1), new Swish(), new Huber()),
                of("nadam-tanh-bernoulli", new Nadam(0.01, 0.9, 0.999, 1e-8, 0.004), new Tanh(), new Bernoulli()),
                of("adamw-sigmoid-laplace", new AdamW(0.02, 0), new Sigmoid(), new Laplace()),
                Arguments.of(
                        "adam-l2-leaky-relu-gaussian",
                        plain.optimizer(adam).weights(new Weights().l2(0.05)),
                        new LeakyRelu(0.01f),
                        new Gaussian(),
                        List.of()),
                Arguments.of(
                        "sgd-clip-tanh-categorical",
                        plain.optimizer(new Sgd(0.5, 0)).clip(new ClipNorm(0.2)),
                        new Tanh(),
                        new Categorical(),
                        List.of()),
                Arguments.of(
                        "momentum-dropout-tanh-categorical",
                        plain.optimizer(new Momentum(0.05, 0.9, 0)),
                        new Tanh(),
                        new Categorical(),
                        List.of(new Dropout(DROPPED))),
                Arguments.of(
                        "adam-batch-norm-relu-categorical",
                        plain.optimizer(adam),
                        new Relu(),
                        new Categorical(),
                        List.of(new BatchNorm())));
    }

    private static Arguments of(String name, Optimizer optimizer, Pointwise f, Output output) {
        return Arguments.of(name, new TrainSpec().optimizer(optimizer), f, output, List.of());
    }

    @ParameterizedTest
    @MethodSource("curves")
    void costsArePyTorchs(String name, TrainSpec train, Pointwise f, Output output, List<LayerSpec> middle) {
        double[] expected = PYTORCH.numbers(name);
        String targets = output.target() == Output.Target.NUMBERS
                ? "numbers"
                : output instanceof Bernoulli ? "binary" : "classes";
        ModelSpec spec = ModelSpec.of(layers -> {
            layers.dense(8).activation(f);
            middle.forEach(layers::layer);
            return layers.dense(8).activation(f);
        });
        Model model = new Model(spec.output(output), 4, targets.equals("classes") ? 3 : 2, 5);
        give(model, targets);
        Trainer trainer = new Trainer(model, train);
        float[] x = PYTORCH.floats("x");
        float[] y = PYTORCH.floats(targets);
        int width = y.length / ROWS;
        for (int step = 0; step < STEPS; step++) {
            int row = step * BATCH % ROWS;
            float cost = trainer.step(rows(x, row, 4), rows(y, row, width));
            assertThat((double) cost)
                    .as("step " + (step + 1))
                    .isCloseTo(expected[step], within(1e-4 * Math.abs(expected[step])));
        }
        assertThat(expected[STEPS - 1]).isNotCloseTo(expected[0], within(0.01));
    }

    private static void give(Model model, String targets) {
        String[] weights = {"weights-1", "weights-2", targets + "-weights"};
        String[] biases = {"biases-1", "biases-2", targets + "-biases"};
        int layer = 0;
        for (Parameter parameter : model.parameters()) {
            float[] to = parameter.value().data();
            if (parameter.name().endsWith(".dense.weight")) {
                System.arraycopy(PYTORCH.floats(weights[layer]), 0, to, 0, to.length);
            } else if (parameter.name().endsWith(".dense.bias")) {
                System.arraycopy(PYTORCH.floats(biases[layer]), 0, to, 0, to.length);
                layer++;
            }
        }
        assertThat(layer).isEqualTo(3);
    }

    private static Tensor rows(float[] all, int row, int width) {
        float[] some = new float[BATCH * width];
        System.arraycopy(all, row * width, some, 0, some.length);
        return Tensor.of(Shape.of(BATCH, width), some);
    }

    /** The masks that PyTorch was fed are those that the layer draws. */
    @Test
    void masksAreTheOnesFed() throws IOException {
        StringBuilder bits = new StringBuilder();
        long key = Philox.key(5, "dropout", "2.dropout");
        float[] mask = new float[BATCH * 8];
        for (int step = 0; step < STEPS; step++) {
            Philox.mask(key, step, DROPPED, mask, 0, mask.length);
            for (float value : mask) {
                bits.append(value == 0 ? '0' : '1');
            }
        }
        String hex = new BigInteger("1" + bits, 2).toString(16).substring(1);
        try (InputStream file = CurvesTest.class.getResourceAsStream("masks.txt")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(hex);
        }
    }
}
