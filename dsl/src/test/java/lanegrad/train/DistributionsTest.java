package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import lanegrad.data.Column;
import lanegrad.data.DataSpec;
import lanegrad.data.Table;
import lanegrad.data.toy.Curve;
import lanegrad.loss.Distribution;
import lanegrad.loss.Gaussian;
import lanegrad.loss.Gaussian.Variance;
import lanegrad.loss.Laplace;
import lanegrad.loss.Mixture;
import lanegrad.loss.Output;
import lanegrad.loss.Quantiles;
import lanegrad.model.ModelSpec;
import lanegrad.model.Prediction;
import lanegrad.model.Predictor;
import lanegrad.optim.Adam;
import lanegrad.optim.CosineDecay;
import org.junit.jupiter.api.Test;

/** What the distributions are there to learn, they learn from points along curves whose noise is known. */
class DistributionsTest {
    private static final double[] X = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    /** Goodfellow et al., section 6.3.2: several y for one x need several peaks. */
    @Test
    void aMixtureSeesThePeaksThatOneGaussianCannot() {
        double mixture = heldOut(Curve.Shape.INVERSE, new Mixture(5), 60);
        double one = heldOut(Curve.Shape.INVERSE, new Gaussian(Variance.PER_ROW), 60);
        assertThat(one - mixture).isGreaterThan(0.5);
    }

    /** The deviation at each of nine points of the range is the one that the data was made with, to 10 %. */
    @Test
    void theNoiseOfEachRowIsRecovered() {
        DataSpec data = new DataSpec(new Curve(Curve.Shape.FUNNEL, 20_000, 0.2));
        ModelSpec spec =
                ModelSpec.of(layers -> layers.dense(24).tanh().dense(24).tanh()).output(new Gaussian(Variance.PER_ROW));
        Result result = Experiment.of("funnel", data, spec)
                .seed(1)
                .train(new TrainSpec()
                        .epochs(30)
                        .batch(100)
                        .optimizer(new Adam(0.01))
                        .schedule(new CosineDecay()))
                .start(Path.of("."))
                .fit(_ -> {});
        List<Distribution> predicted = predict(result);
        for (int i = 0; i < X.length; i++) {
            double actual = 0.2 * (1 + 3 * X[i]);
            assertThat(predicted.get(i).deviation(0)).as("at %s", X[i]).isCloseTo(actual, within(0.1 * actual));
        }
    }

    @Test
    void oneFreeVarianceIsRecovered() {
        List<Distribution> predicted = predict(Curve.Shape.SINE, new Gaussian(Variance.LEARNED), 40);
        assertThat(predicted.getFirst().deviation(0)).isCloseTo(0.2, within(0.02));
        assertThat(predicted.getLast().deviation(0))
                .isEqualTo(predicted.getFirst().deviation(0));
    }

    /** Skewed noise tells the mean (noise above the sine) from the median (noise log 2 above it). */
    @Test
    void squaresLearnTheMeanAndDistancesTheMedian() {
        double noise = 0.2;
        assertThat(above(predict(Curve.Shape.SKEWED, new Gaussian(), 40))).isCloseTo(noise, within(0.02));
        assertThat(above(predict(Curve.Shape.SKEWED, new Laplace(), 40))).isCloseTo(noise * Math.log(2), within(0.02));
        List<Distribution> quantiles = predict(Curve.Shape.SKEWED, new Quantiles(List.of(0.25, 0.5, 0.75)), 40);
        double lower = 0;
        for (int i = 0; i < X.length; i++) {
            lower += (quantiles.get(i).quantile(0, 0.25) - Math.sin(2 * Math.PI * X[i])) / X.length;
        }
        assertThat(lower).isCloseTo(noise * Math.log(4.0 / 3), within(0.02));
    }

    /** The mean of the predictions' height above the sine. */
    private static double above(List<Distribution> predicted) {
        double sum = 0;
        for (int i = 0; i < X.length; i++) {
            sum += predicted.get(i).mean(0) - Math.sin(2 * Math.PI * X[i]);
        }
        return sum / X.length;
    }

    private static List<Distribution> predict(Curve.Shape shape, Output output, int epochs) {
        return predict(train(shape, 0.2, output, epochs));
    }

    private static List<Distribution> predict(Result result) {
        return new Predictor(result.model(), result.features())
                .predict(new Table("x", List.of(new Column.Numeric("x", X)))).stream()
                        .map(row -> Objects.requireNonNull(((Prediction.OfNumbers) row).distribution()))
                        .toList();
    }

    private static double heldOut(Curve.Shape shape, Output output, int epochs) {
        return Objects.requireNonNull(train(shape, 0.05, output, epochs).test()).loss();
    }

    private static Result train(Curve.Shape shape, double noise, Output output, int epochs) {
        DataSpec data = new DataSpec(new Curve(shape, 4000, noise)).test(new Curve(shape, 2000, noise));
        ModelSpec spec =
                ModelSpec.of(layers -> layers.dense(24).tanh().dense(24).tanh()).output(output);
        return Experiment.of("curve", data, spec)
                .seed(1)
                .train(new TrainSpec().epochs(epochs).batch(50).optimizer(new Adam(0.005)))
                .start(Path.of("."))
                .fit(_ -> {});
    }
}
