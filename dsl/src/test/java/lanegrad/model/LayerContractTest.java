package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Gaussian;
import lanegrad.nn.InputColumn;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.BatchNorm;
import lanegrad.nn.layer.Dense;
import lanegrad.nn.layer.Dropout;
import lanegrad.nn.layer.Embedding;
import lanegrad.nn.layer.Maxout;
import lanegrad.nn.layer.Merge;
import lanegrad.nn.layer.Parallel;
import lanegrad.nn.layer.Prelu;
import lanegrad.nn.layer.Rbf;
import lanegrad.nn.layer.Recomputed;
import lanegrad.nn.layer.Residual;
import lanegrad.nn.layer.Select;
import lanegrad.nn.layer.Shared;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every layer of the catalogue; new ones are tested by themselves. */
class LayerContractTest {
    private static final int INPUTS = 4;
    private static final int ROWS = 5;

    private static final List<InputColumn> COLUMNS = List.of(
            new InputColumn("age", 1, false), new InputColumn("zip", 2, true), new InputColumn("income", 1, false));

    /** Layers that need more than a default, or have more to show. */
    private static final List<LayerSpec> SAMPLES = List.of(
            new Dense(3),
            new Dense(3).activation(new Prelu(true)).bias(false).l1(0.01).l2(0.1),
            new Dense(2).mask(List.of(List.of(1, 0), List.of(1, 1), List.of(0, 0), List.of(0, 1))),
            new Residual(List.of(new Dense(4), new Prelu())),
            new Recomputed(List.of(new Dense(3), new BatchNorm(), new Prelu(), new Dropout(0.3))),
            new Parallel(List.of(List.of(new Dense(3), new Maxout(2)), List.of())),
            new Parallel(List.of(List.of(new Dense(4)), List.of(), List.of(new BatchNorm())), Merge.ADD),
            new Parallel(List.of(List.of(new Dense(2)), List.of(new Rbf(2))), Merge.MULTIPLY),
            new Shared("encoder", List.of(new Dense(4), new Prelu())),
            new Parallel(List.of(
                    List.of(new Shared("encoder", List.of(new Dense(4)))),
                    List.of(new Dense(4), new Shared("encoder", List.of(new Dense(4)))))),
            new Select(List.of("income", "zip")).resolve(COLUMNS),
            new Embedding(3).resolve(COLUMNS));

    private final Tensor x = Tensor.zeros(Shape.of(ROWS, INPUTS));
    private final Tensor y = Tensor.of(Shape.of(ROWS, 1), 0.5f, -1, 2, 0, 1);

    LayerContractTest() {
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
    }

    static Stream<LayerSpec> layers() {
        List<LayerSpec> layers = new ArrayList<>(SAMPLES);
        for (Catalog.Line line : Catalog.STANDARD.lines()) {
            if (SAMPLES.stream().anyMatch(line.type()::isInstance)) {
                continue;
            }
            if (LayerSpec.class.isAssignableFrom(line.kind()) && line.isNamed()) {
                layers.add((LayerSpec) CatalogTest.plainest(line));
            } else if (line.kind() == Pointwise.class) {
                layers.add(new Activation((Pointwise) CatalogTest.plainest(line)));
            }
        }
        return layers.stream();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theInferredShapeIsTheRealOne(LayerSpec layer) {
        Shape inferred = layer.shape(Shape.of(INPUTS));
        Tape tape = new Tape();
        Var input = tape.input("x", x);
        var built = layer.build(Shape.of(INPUTS), new Scope(3));
        for (Pass pass : List.of(Pass.PREDICTION, Pass.training(tape, StepNumber.tensor(2)))) {
            assertThat(built.forward(input, pass).shape()).isEqualTo(inferred.batchOf(ROWS));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void derivativesAgreeWithDifferences(LayerSpec layer) {
        Model model = model(layer, new Scope(3));
        for (boolean training : new boolean[] {true, false}) {
            Tape tape = new Tape();
            Var input = tape.input("x", x);
            Pass pass = training ? Pass.training(tape, StepNumber.tensor(2)) : Pass.PREDICTION;
            Var cost = model.cost(input, tape.input("y", y), pass);
            List<Var> wanted = new ArrayList<>(
                    model.learned().stream().map(tape::parameter).toList());
            wanted.add(input);
            GradCheck.Report report = GradCheck.check(cost, wanted.toArray(Var[]::new));
            assertThat(report.error()).as(report.where()).isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void whatIsSavedPredictsTheSame(LayerSpec layer) {
        Model model = model(layer, new Scope(3));
        SequencedMap<String, Tensor> saved = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            Philox.uniform(
                    Philox.key(5, parameter.name()),
                    0,
                    parameter.value().data(),
                    0,
                    parameter.value().count());
            saved.put(parameter.name(), parameter.value().copy());
        }
        Model loaded = model(layer, new Scope(0, saved));
        assertThat(loaded.predict(x).data()).isEqualTo(model.predict(x).data());
    }

    private static Model model(LayerSpec layer, Scope scope) {
        return new Model(new ModelSpec(List.of(layer), new Gaussian()), INPUTS, new Gaussian().unnamed(1), scope);
    }
}
