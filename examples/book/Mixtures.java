/// What a mixture density network says of an inverse problem with several answers, by samples, beside what one Gaussian for each
/// row says (Goodfellow et al., section 6.3.2). From the folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad book/Mixtures.java ../docs/pictures/mixtures.svg

import module lanegrad;
import lanegrad.data.toy.Curve.Shape;
import lanegrad.loss.Gaussian.Variance;
import lanegrad.loss.Noise;

final int ROWS = 600;

void main(String[] to) throws IOException {
    var source = new Curve(Shape.INVERSE, 4000, 0.05);
    var points = source.read(Path.of("."), Schema.guess(Map.of()), 9).select(IntStream.range(0, ROWS).toArray());
    var x = numbers(points, "x");
    var y = numbers(points, "y");
    Files.writeString(
            Path.of(to[0]),
            Chart.svg(
                    chart("Points of x = y + 0.3 sin(2 pi y) + noise").dots("data", x, y),
                    chart("Samples of a mixture of 5").dots("given x", x, samples(source, new Mixture(5), points)),
                    chart("Samples of one Gaussian for each x")
                            .dots("given x", x, samples(source, new Gaussian(Variance.PER_ROW), points))));
}

Chart chart(String title) {
    return new Chart(title, new Chart.Axis("x", -0.1, 1.1), new Chart.Axis("y", -0.3, 1.3));
}

double[] numbers(Table table, String name) {
    var column = (Column.Numeric) table.column(name);
    return IntStream.range(0, table.rows()).mapToDouble(column::at).toArray();
}

/// A y for the x of each point, drawn from what a network learned of them.
double[] samples(Source source, Output output, Table points) {
    var spec = ModelSpec.of(layers -> layers.dense(24).tanh().dense(24).tanh()).output(output);
    var train = new TrainSpec().epochs(60).batch(50).optimizer(new Adam(0.005));
    var result = Experiment.of("inverse", new DataSpec(source, "y"), spec)
            .seed(1)
            .train(train)
            .start(Path.of("."))
            .fit(event -> {});
    var predictions = new Predictor(result.model(), result.features()).predict(points);
    return IntStream.range(0, predictions.size())
            .mapToDouble(row -> ((Prediction.OfNumbers) predictions.get(row))
                    .distribution()
                    .sample(Noise.of(1, "y", 0, row))[0])
            .toArray();
}
