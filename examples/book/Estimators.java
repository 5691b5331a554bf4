/// How much an estimate of a derivative through Bernoulli units varies, by what is subtracted from the cost (Goodfellow et al.,
/// (6.13)-(6.16)), while the baselines are learned. From the folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad book/Estimators.java ../docs/pictures/estimators.svg

import module lanegrad;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.nn.layer.BernoulliUnits.Baseline;

final int ROWS = 16;
final int DRAWS = 400;
final int STEPS = 60;

void main(String[] to) throws IOException {
    var chart = new Chart(
            "Estimates of a derivative by REINFORCE",
            new Chart.Axis("step", 0, STEPS),
            new Chart.Axis("variance", 1e-1, 1e2, true));
    var steps = IntStream.rangeClosed(0, STEPS / 2).mapToDouble(i -> 2 * i).toArray();
    for (var baseline : Baseline.values()) {
        chart.line("baseline: " + baseline.name().toLowerCase(Locale.ROOT), steps, variances(baseline));
    }
    Files.writeString(Path.of(to[0]), Chart.svg(chart));
}

/// The variance at every other step, while nothing but the baseline changes.
double[] variances(Baseline baseline) {
    var spec = ModelSpec.of(layers -> layers.layer(new BernoulliUnits(3, baseline, false))).output(new Gaussian());
    var model = new Model(spec, 1, 1, 4);
    var bias = parameter(model, "0.bernoulli-units.bias");
    set(parameter(model, "0.bernoulli-units.weight"), 0, 0, 0);
    set(bias, 0.5f, -1, 0.2f);
    set(parameter(model, "1.dense.weight"), 1, -2, 3);
    var variances = new double[STEPS / 2 + 1];
    for (int step = 0; step <= STEPS; step++) {
        if (step % 2 == 0) {
            variances[step / 2] = variance(model, bias, step);
        }
        learnBaseline(model, step);
    }
    return variances;
}

double variance(Model model, Parameter bias, int step) {
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
        var tape = new Tape();
        var cost = cost(model, tape, Pass.training(tape, StepNumber.tensor(1000 + step * DRAWS + draw)));
        double slope = Derivatives.grad(cost, tape.parameter(bias)).getFirst().value().data()[0];
        sum += slope / DRAWS;
        squares += slope * slope / DRAWS;
    }
    return squares - sum * sum;
}

void learnBaseline(Model model, int step) {
    var tape = new Tape();
    var pass = Pass.training(tape, StepNumber.tensor(step));
    var cost = cost(model, tape, pass);
    pass.followed().forEach((statistic, value) -> set(statistic, value.value().data()));
    for (var parameter : model.learned()) {
        if (parameter.name().contains("baseline")) {
            float[] slope = Derivatives.grad(cost, tape.parameter(parameter)).getFirst().value().data();
            float[] value = parameter.value().data();
            for (int i = 0; i < value.length; i++) {
                value[i] -= 0.2f * slope[i];
            }
        }
    }
}

/// The mean of (8 + 4 x - y)^2 / 2, where x is -1 or 1, and y is what the units add up to.
Var cost(Model model, Tape tape, Pass pass) {
    var x = Tensor.zeros(Shape.of(ROWS, 1));
    var y = Tensor.zeros(Shape.of(ROWS, 1));
    for (int row = 0; row < ROWS; row++) {
        x.data()[row] = row % 2 == 0 ? -1 : 1;
        y.data()[row] = 8 + 4 * x.data()[row];
    }
    return model.cost(tape.input("x", x), tape.input("y", y), pass);
}

Parameter parameter(Model model, String name) {
    return model.parameters().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
}

void set(Parameter parameter, float... values) {
    System.arraycopy(values, 0, parameter.value().data(), 0, values.length);
}
