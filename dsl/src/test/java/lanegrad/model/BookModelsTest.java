package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Bernoulli;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.nn.Pass;
import lanegrad.nn.layer.Dense;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;
import org.junit.jupiter.api.Test;

/** Models that the texts work out, against what the texts say of them. */
class BookModelsTest {
    private static final Tensor CORNERS =
            Tensor.matrix(new float[] {0, 0}, new float[] {0, 1}, new float[] {1, 0}, new float[] {1, 1});

    /**
     * Goodfellow et al., Example 6.1.1: one sigmoid layer, squared error, weight decay, and its printed gradient step
     * {@code w <- w - epsilon (2 lambda w + dL/dw)}; half the squared error and half the decay are half of it.
     */
    @Test
    void shallowNetworkTakesThePrintedStep() {
        double lambda = 0.05;
        double rate = 0.25;
        ModelSpec spec = ModelSpec.of(
                        layers -> layers.layer(new Dense(1).l2(2 * lambda)).sigmoid())
                .output(new Gaussian());
        Model model = new Model(spec, 1, 1, 0);
        double[] start = {0.7, 0.1, -1.2, 0.3};
        List<Parameter> parameters = model.parameters();
        for (int i = 0; i < start.length; i++) {
            parameters.get(i).value().data()[0] = (float) start[i];
        }
        double x = 1.5;
        double y = 0.4;
        double h = 1 / (1 + Math.exp(-(start[0] * x + start[1])));
        double error = start[3] + start[2] * h - y;
        double[] gradient = {
            error * start[2] * h * (1 - h) * x + 2 * lambda * start[0], error * start[2] * h * (1 - h), error * h, error
        };
        new Trainer(model, new TrainSpec().optimizer(new Sgd(rate, 0)))
                .step(Tensor.of(Shape.of(1, 1), (float) x), Tensor.of(Shape.of(1, 1), (float) y));
        for (int i = 0; i < start.length; i++) {
            assertThat((double) parameters.get(i).value().item())
                    .as(parameters.get(i).name())
                    .isCloseTo(start[i] - rate * gradient[i], within(1e-6));
        }
    }

    /** The slides on chapter 6: the best linear model of XOR says 0.5 everywhere. */
    @Test
    void theBestLinearModelOfXorKnowsNothing() {
        Model model = new Model(ModelSpec.of(layers -> layers).output(new Gaussian()), 2, 1, 3);
        Trainer trainer = new Trainer(model, new TrainSpec().optimizer(new Sgd(0.5, 0)));
        Tensor y = Tensor.of(Shape.of(4, 1), 0, 1, 1, 0);
        for (int step = 0; step < 500; step++) {
            trainer.step(CORNERS, y);
        }
        for (float output : model.predict(CORNERS).data()) {
            assertThat(output).isCloseTo(0.5f, within(1e-5f));
        }
        assertThat(model.parameters().getFirst().value().data()).containsExactly(new float[] {0, 0}, within(1e-5f));
    }

    /** Chen, course slides: a perceptron, a step of an affine map, is the gate AND with weights 1, 1 and bias -1.5. */
    @Test
    void aPerceptronIsAGate() {
        ModelSpec spec = ModelSpec.of(layers -> layers.dense(1).activation(new lanegrad.kernels.pointwise.Step()))
                .output(new Gaussian());
        Model model = new Model(spec, 2, 1, 0);
        float[][] values = {{1, 1}, {-1.5f}, {1}, {0}};
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(values[i], 0, model.parameters().get(i).value().data(), 0, values[i].length);
        }
        assertThat(model.predict(CORNERS).data()).containsExactly(0, 0, 0, 1);
    }

    /** Liquet, Moka, Nazarathy, section 5.1: logistic and softmax regression are networks of depth 1, of gradient X'(p - y) / n. */
    @Test
    void regressionsAreNetworksOfDepthOne() {
        int rows = 7;
        int classes = 3;
        Tensor x = Tensor.zeros(Shape.of(rows, 4));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        for (boolean logistic : new boolean[] {true, false}) {
            int units = logistic ? 1 : classes;
            ModelSpec spec = ModelSpec.of(layers -> layers).output(logistic ? new Bernoulli() : new Categorical());
            Model model = new Model(spec, 4, logistic ? 2 : classes, 5);
            Tensor y = Tensor.zeros(Shape.of(rows, 1));
            for (int i = 0; i < rows; i++) {
                y.data()[i] = i % (logistic ? 2 : classes);
            }
            Tape tape = new Tape();
            Var cost = model.cost(tape.input("x", x), tape.input("y", y), Pass.training(tape, StepNumber.tensor(0)));
            float[] gradient = Derivatives.grad(
                            cost, tape.parameter(model.parameters().getFirst()))
                    .getFirst()
                    .value()
                    .data();
            float[] p = model.predict(x).data();
            for (int f = 0; f < 4; f++) {
                for (int j = 0; j < units; j++) {
                    double sum = 0;
                    for (int i = 0; i < rows; i++) {
                        double target = logistic ? y.data()[i] : y.data()[i] == j ? 1 : 0;
                        sum += x.data()[i * 4 + f] * (p[i * units + j] - target) / rows;
                    }
                    assertThat((double) gradient[f * units + j]).isCloseTo(sum, within(1e-6));
                }
            }
        }
    }

    /** Liquet, Moka, Nazarathy, section 5.2: with identity activations the layers are one affine map. */
    @Test
    void identityActivationsCollapseToOneAffineMap() {
        Model deep = new Model(ModelSpec.of(layers -> layers.dense(5).dense(3)).output(new Gaussian()), 4, 2, 9);
        for (Parameter parameter : deep.parameters()) {
            float[] value = parameter.value().data();
            Philox.normal(Philox.key(2, parameter.name()), 0, value, 0, value.length);
        }
        double[][] w = matrix(deep.parameters().get(0));
        double[][] b = matrix(deep.parameters().get(1));
        for (int layer = 1; layer < 3; layer++) {
            double[][] next = matrix(deep.parameters().get(2 * layer));
            w = product(w, next);
            b = product(b, next);
            double[][] bias = matrix(deep.parameters().get(2 * layer + 1));
            for (int j = 0; j < b[0].length; j++) {
                b[0][j] += bias[0][j];
            }
        }
        Tensor x = Tensor.of(Shape.of(1, 4), 0.5f, -1, 2, 0.25f);
        double[][] expected = product(new double[][] {{0.5, -1, 2, 0.25}}, w);
        for (int j = 0; j < 2; j++) {
            assertThat((double) deep.predict(x).data()[j]).isCloseTo(expected[0][j] + b[0][j], within(1e-5));
        }
    }

    private static double[][] matrix(Parameter parameter) {
        Shape shape = parameter.value().shape();
        double[][] matrix = new double[shape.rows()][shape.columns()];
        for (int i = 0; i < shape.count(); i++) {
            matrix[i / shape.columns()][i % shape.columns()] = parameter.value().data()[i];
        }
        return matrix;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int p = 0; p < b.length; p++) {
                    c[i][j] += a[i][p] * b[p][j];
                }
            }
        }
        return c;
    }
}
