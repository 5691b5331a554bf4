/// How hard the cost pulls at a score that is wrong for sure: squared errors of probabilities let go, the negative
/// log-likelihood doesn't (Goodfellow et al., section 6.3.2, (6.5)-(6.7)). From the folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad book/Mismatches.java ../docs/pictures/mismatches.svg

import module lanegrad;

final int POINTS = 81;

void main(String[] to) throws IOException {
    var scores = IntStream.range(0, POINTS).mapToDouble(i -> (i - 40) / 4.0).toArray();
    var one = column(_ -> 1);
    var sigmoid = chart("sigmoid z, where y is 1", "z")
            .line("squared error", scores, pull(one, (z, y) -> z.map(new Sigmoid()).minus(y).square()))
            .line("log-likelihood", scores, pull(one, (z, y) -> new Bernoulli().cost(z, y)));
    var softmax = chart("softmax (z, 0, 0), where the first is right", "z")
            .line("squared error", scores, pull(one, (z, y) -> z.concat(1, zeros(z)).softmax().minus(first(z)).square()))
            .line("log-likelihood", scores, pull(column(_ -> 0), (z, y) -> new Categorical().cost(z.concat(1, zeros(z)), y)));
    Files.writeString(Path.of(to[0]), Chart.svg(sigmoid, softmax));
}

Chart chart(String title, String across) {
    return new Chart(title, new Chart.Axis(across, -10, 10), new Chart.Axis("- dJ / dz", 0, 1.05));
}

/// Minus the derivative of a cost by the score, for each score.
double[] pull(Tensor targets, BinaryOperator<Var> cost) {
    var tape = new Tape();
    var z = tape.input("z", column(i -> (i - 40) / 4f));
    var sum = cost.apply(z, tape.input("y", targets)).sum();
    float[] slopes = Derivatives.grad(sum, z).getFirst().value().data();
    return IntStream.range(0, POINTS).mapToDouble(i -> -slopes[i]).toArray();
}

Var zeros(Var z) {
    return z.tape().constant(Tensor.zeros(Shape.of(POINTS, 2)));
}

/// (1, 0, 0) in each row.
Var first(Var z) {
    var rows = Tensor.zeros(Shape.of(POINTS, 3));
    for (int row = 0; row < POINTS; row++) {
        rows.data()[3 * row] = 1;
    }
    return z.tape().constant(rows);
}

Tensor column(IntFunction<Number> value) {
    var column = Tensor.zeros(Shape.of(POINTS, 1));
    for (int row = 0; row < POINTS; row++) {
        column.data()[row] = value.apply(row).floatValue();
    }
    return column;
}
