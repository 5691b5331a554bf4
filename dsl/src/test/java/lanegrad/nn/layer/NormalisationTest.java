package lanegrad.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers of PyTorch 1.13: {@code BatchNorm1d(3)} and {@code LayerNorm(3)}, cost = sum of output times WEIGHTS. */
class NormalisationTest {
    private static final Offset<Float> CLOSE = within(2e-6f);
    private static final Tensor X = Tensor.of(Shape.of(4, 3), 1, -2, 0.5f, 0.25f, 3, -1, 2, 0, 4, -1.5f, 1, 0.125f);
    private static final Tensor WEIGHTS = Tensor.of(Shape.of(4, 3), 1, 2, 3, -1, 0.5f, 2, 0.25f, -2, 1, 3, 1, -1);
    private static final float[] GAMMA = {1.5f, -0.5f, 2};
    private static final float[] BETA = {0.1f, 0.2f, -0.3f};

    private final Scope scope = new Scope(0);
    private final Tape tape = new Tape();
    private final Var x = tape.input("x", X);

    private Layer build(LayerSpec spec) {
        Layer layer = spec.build(Shape.of(3), scope);
        System.arraycopy(GAMMA, 0, scope.parameters().get(0).value().data(), 0, 3);
        System.arraycopy(BETA, 0, scope.parameters().get(1).value().data(), 0, 3);
        return layer;
    }

    private List<Var> gradients(Var y) {
        return Derivatives.grad(
                y.times(tape.constant(WEIGHTS)).sum(),
                x,
                tape.parameter(scope.parameters().get(0)),
                tape.parameter(scope.parameters().get(1)));
    }

    private static void assertClose(Var actual, double... expected) {
        assertClose(actual.value().data(), expected);
    }

    private static void assertClose(float[] actual, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("element %d", i).isCloseTo((float) expected[i], CLOSE);
        }
    }

    @Test
    void batchNormInTraining() {
        Pass pass = Pass.training(tape, StepNumber.tensor(0));
        Var y = build(new BatchNorm()).forward(x, pass);
        assertClose(
                y,
                0.75951618,
                0.89337420,
                -0.73460221,
                -0.11983871,
                -0.49337420,
                -2.33928704,
                1.93198943,
                0.33867484,
                3.00966239,
                -2.17166686,
                0.06132516,
                -1.13577342);
        List<Var> gradients = gradients(y);
        assertClose(
                gradients.get(0),
                0.69046903,
                -0.33068654,
                1.83618879,
                -2.28198433,
                -0.15467542,
                0.63368440,
                0.64779037,
                0.68270689,
                0.00627626,
                0.94372487,
                -0.19734488,
                -2.47614932);
        assertClose(gradients.get(1), -3.65176535, -1.24807358, -0.61847228);
        assertClose(gradients.get(2), 3.25, 1.5, 5);
        assertClose(pass.followed().get(scope.parameters().get(2)), 0.04375, 0.05, 0.09062500);
        assertClose(pass.followed().get(scope.parameters().get(3)), 1.11822915, 1.33333337, 1.36601555);
    }

    @Test
    void batchNormInPrediction() {
        Layer layer = build(new BatchNorm());
        System.arraycopy(
                new float[] {0.04375f, 0.05f, 0.09062500f},
                0,
                scope.parameters().get(2).value().data(),
                0,
                3);
        System.arraycopy(
                new float[] {1.11822915f, 1.33333337f, 1.36601555f},
                0,
                scope.parameters().get(3).value().data(),
                0,
                3);
        assertClose(
                layer.forward(x, Pass.PREDICTION),
                1.45642364,
                1.08767271,
                0.40052220,
                0.39256194,
                -1.07738256,
                -2.16627669,
                2.87490582,
                0.22165056,
                6.38971949,
                -2.08978176,
                -0.21136050,
                -0.24117753);
    }

    /** Liquet, Moka, Nazarathy, (5.42)-(5.44), as printed and in double precision. */
    @Test
    void batchNormGradientsAsPrinted() {
        List<Var> gradients = gradients(build(new BatchNorm()).forward(x, Pass.training(tape, StepNumber.tensor(0))));
        int rows = 4;
        for (int j = 0; j < 3; j++) {
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < rows; i++) {
                mean += X.data()[i * 3 + j] / rows;
            }
            for (int i = 0; i < rows; i++) {
                variance += Math.pow(X.data()[i * 3 + j] - mean, 2) / rows;
            }
            double deviation = Math.sqrt(variance + 1e-5);
            double byVariance = 0;
            double byMean = 0;
            double scale = 0;
            for (int i = 0; i < rows; i++) {
                double centred = X.data()[i * 3 + j] - mean;
                double g = WEIGHTS.data()[i * 3 + j] * GAMMA[j];
                scale += WEIGHTS.data()[i * 3 + j] * centred / deviation;
                byVariance += g * centred * -0.5 / Math.pow(deviation, 3);
                byMean -= g / deviation;
            }
            for (int i = 0; i < rows; i++) {
                byMean += byVariance * -2 * (X.data()[i * 3 + j] - mean) / rows;
            }
            assertThat(gradients.get(1).value().data()[j]).isCloseTo((float) scale, CLOSE);
            for (int i = 0; i < rows; i++) {
                double expected = WEIGHTS.data()[i * 3 + j] * GAMMA[j] / deviation
                        + byVariance * 2 * (X.data()[i * 3 + j] - mean) / rows
                        + byMean / rows;
                assertThat(gradients.get(0).value().data()[i * 3 + j]).isCloseTo((float) expected, CLOSE);
            }
        }
    }

    @Test
    void layerNorm() {
        Var y = build(new LayerNorm()).forward(x, Pass.PREDICTION);
        assertClose(
                y,
                1.43349743,
                0.89849865,
                0.71599799,
                -0.34887832,
                -0.47331756,
                -2.39476562,
                0.1,
                0.81237131,
                2.14948535,
                -1.89117289,
                -0.34304714,
                0.18270856);
        List<Var> gradients = gradients(y);
        assertClose(
                gradients.get(0),
                -1.81281161,
                -0.36257577,
                2.17538691,
                -1.59005570,
                0.49688864,
                1.09316707,
                -0.45927852,
                0.22963813,
                0.22964033,
                0.71081173,
                1.32000589,
                -2.03081775);
        assertClose(gradients.get(1), -2.79409528, 1.41490256, 0.41261977);
        assertClose(gradients.get(2), 3.25, 1.5, 5);
    }
}
