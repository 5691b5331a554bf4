package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Auto;
import lanegrad.loss.Heads;
import lanegrad.loss.Output;
import lanegrad.nn.Pass;
import lanegrad.nn.layer.Dense;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every output of the catalogue over two classes, or two numbers; new ones are tested by themselves. */
class CostContractTest {
    private static final int ROWS = 6;

    static Stream<Output> outputs() {
        return Catalog.STANDARD.lines().stream()
                .filter(line -> line.kind() == Output.class && line.isNamed())
                .map(CatalogTest::plainest)
                .map(Output.class::cast)
                .filter(output -> !(output instanceof Auto) && !(output instanceof Heads)); // they stand for others
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void derivativesAgreeWithDifferences(Output output) {
        Model model = model(output);
        Tape tape = new Tape();
        Var cost = model.cost(
                tape.input("x", normal("x", 4)),
                tape.input("y", targets(model)),
                Pass.training(tape, StepNumber.tensor(0)));
        assertThat(cost.value().item()).isFinite();
        GradCheck.Report report = GradCheck.check(
                cost, model.learned().stream().map(tape::parameter).toArray(Var[]::new));
        assertThat(report.error()).as(report.where()).isLessThan(1e-6);
        assertThat(report.elements()).isGreaterThan(report.kinks());
    }

    /** Steps along the gradient lower the cost, as far from the targets as the first weights happen to be. */
    @ParameterizedTest
    @MethodSource("outputs")
    void descentLowersTheCost(Output output) {
        Model model = model(output);
        float first = step(model);
        float last = first;
        for (int step = 0; step < 50; step++) {
            last = step(model);
        }
        assertThat(last).isLessThan(first);
    }

    private static float step(Model model) {
        Tape tape = new Tape();
        Var cost = model.cost(
                tape.input("x", normal("x", 4)),
                tape.input("y", targets(model)),
                Pass.training(tape, StepNumber.tensor(0)));
        List<Var> slopes = Derivatives.grad(
                cost, model.learned().stream().map(tape::parameter).toArray(Var[]::new));
        for (int i = 0; i < slopes.size(); i++) {
            float[] value = model.learned().get(i).value().data();
            for (int j = 0; j < value.length; j++) {
                value[j] -= 0.01f * slopes.get(i).value().data()[j];
            }
        }
        return cost.value().item();
    }

    /** What is expected of a target is what is fed here, and each row gets a prediction without a hole. */
    @ParameterizedTest
    @MethodSource("outputs")
    void predictsEveryRow(Output output) {
        Model model = model(output);
        for (float y : targets(model).data()) {
            assertThat(output.misses(y)).isNull();
        }
        Tensor predicted = model.predict(normal("x", 4));
        assertThat(predicted.shape().rows()).isEqualTo(ROWS);
        for (float value : predicted.data()) {
            assertThat(value).isFinite();
        }
    }

    private static Model model(Output output) {
        return new Model(new ModelSpec(List.of(new Dense(3)), output), 4, 2, 5);
    }

    private static Tensor targets(Model model) {
        int columns = model.joint().targets().size();
        return switch (model.output().target()) {
            case CLASSES -> Tensor.of(Shape.of(ROWS, 1), 0, 1, 1, 0, 1, 1);
            case RAW -> Tensor.of(Shape.of(ROWS, columns), 0, 1, 2, 0, 1, 5, 3, 2, 0, 0, 7, 1);
            case NUMBERS -> normal("y", columns);
        };
    }

    private static Tensor normal(String name, int columns) {
        Tensor tensor = Tensor.zeros(Shape.of(ROWS, columns));
        Philox.normal(Philox.key(1, name), 0, tensor.data(), 0, tensor.count());
        return tensor;
    }
}
