package lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.autodiff.Assign;
import lanegrad.autodiff.Guard;
import lanegrad.autodiff.NotFiniteException;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.MatMul;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.gemm.Packed;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An update that computes its gradient strip by strip has the bits of one that finds it in memory. */
class UpdateInStripsTest {
    /** A parameter, what its gradient is a product of, and what an optimiser remembers. */
    private static final class Layer {
        private final UpdateRule rule;
        private final Tensor x;
        private final Tensor slopes;
        private final Tensor weights;
        private final Tensor[] state;
        private final Optimizer.Step step = new Optimizer.Step(1, 0.01, 2);

        Layer(UpdateRule rule, int batch, int in, int out) {
            this.rule = rule;
            x = normal(1, Shape.of(batch, in));
            slopes = normal(2, Shape.of(batch, out));
            weights = normal(3, Shape.of(in, out));
            state = Arrays.stream(rule.state())
                    .map(_ -> Tensor.zeros(weights.shape()))
                    .toArray(Tensor[]::new);
        }

        /** The program of a step, in which the gradient may be wanted for itself. */
        Program program(boolean wanted) {
            Tape tape = Tape.recording();
            Var gradient = tape.apply(new MatMul(true, false), tape.input("x", x), tape.input("slopes", slopes));
            Guard.watch(tape, List.of(gradient));
            List<Var> in = new ArrayList<>(List.of(tape.shared("weights", weights), gradient));
            for (Tensor tensor : state) {
                in.add(tape.shared("state", tensor));
            }
            tape.effect(new Update(rule, step), in.toArray(Var[]::new));
            return Program.of(wanted ? gradient : tape.input("nothing", Tensor.scalar(0)));
        }

        /** So that what a run made of them is wrong in the next. */
        void turnSlopes() {
            for (int i = 0; i < slopes.count(); i++) {
                slopes.data()[i] *= -0.5f;
            }
        }

        void run(Program program, int steps) {
            for (int i = 1; i <= steps; i++) {
                step.set(i, rule.rate());
                program.run();
            }
        }
    }

    static Stream<UpdateRule> optimizers() {
        return OptimizerTest.optimizers();
    }

    /** Or nothing below would be packed for all strips. */
    @Test
    void stripsOfALargeGradientWouldEachPackTheSlopes() {
        Matrix slopes = Matrix.of(new float[130 * 1024], 130, 1024);
        assertThat(Packed.paysOnce(UpdateInStrips.ROWS, slopes)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theBitsAreThoseOfAGradientInMemory(UpdateRule rule) {
        for (int[] size :
                new int[][] {{7, 20, 33}, {3, 520, 127}, {7, 127, 517}, {16, 300, 220}, {5, 1024, 260}, {130, 300, 1024}
                }) {
            for (int workers = 1; workers <= 3; workers++) {
                Layer expected = new Layer(rule, size[0], size[1], size[2]);
                Layer actual = new Layer(rule, size[0], size[1], size[2]);
                Tiles.with(workers, () -> {
                    Program whole = expected.program(true);
                    Program inStrips = actual.program(false);
                    assertThat(whole.explain()).doesNotContain("mat-mul+");
                    if (size[1] > 20) {
                        assertThat(inStrips.explain()).contains("mat-mul+");
                        assertThat(inStrips.bytes()).isZero();
                    }
                    expected.run(whole, 2);
                    actual.run(inStrips, 2);
                    expected.turnSlopes();
                    actual.turnSlopes();
                    expected.run(whole, 1);
                    actual.run(inStrips, 1);
                    return 0;
                });
                assertThat(actual.weights.data()).isEqualTo(expected.weights.data());
                for (int i = 0; i < actual.state.length; i++) {
                    assertThat(actual.state[i].data()).isEqualTo(expected.state[i].data());
                }
            }
        }
    }

    /** Moves by the gradient's direction, whose length is that of all its elements. */
    private record Normalised() implements UpdateRule {
        @Override
        public double rate() {
            return 1;
        }

        @Override
        public String[] state() {
            return new String[0];
        }

        @Override
        public boolean inParts() {
            return false;
        }

        @Override
        public void update(Tensor parameter, int from, Tensor gradient, Tensor[] state, Step step) {
            double squares = 0;
            for (float element : gradient.data()) {
                squares += (double) element * element;
            }
            for (int i = 0; i < gradient.count(); i++) {
                parameter.data()[from + i] -= (float) (gradient.data()[i] / Math.sqrt(squares));
            }
        }
    }

    @Test
    void aRuleThatHasToSeeAllOfTheGradientIsGivenAll() {
        Layer layer = new Layer(new Normalised(), 4, 300, 220);
        float[] before = layer.weights.data().clone();
        Program program = layer.program(false);
        assertThat(program.explain()).doesNotContain("mat-mul+");
        layer.run(program, 1);
        double squares = 0;
        for (int i = 0; i < before.length; i++) {
            squares += Math.pow(layer.weights.data()[i] - before[i], 2);
        }
        assertThat(Math.sqrt(squares)).isBetween(1 - 1e-4, 1 + 1e-4);
    }

    @Test
    void aFactorThatChangesIsReadBefore() {
        Tensor x = normal(1, Shape.of(4, 300));
        Tensor slopes = normal(2, Shape.of(4, 220));
        Tensor weights = Tensor.zeros(Shape.of(300, 220));
        Optimizer.Step step = new Optimizer.Step(0, 0, Double.POSITIVE_INFINITY);
        step.set(1, 1);
        Tape tape = Tape.recording();
        Var learned = tape.shared("x", x);
        Var gradient = tape.apply(new MatMul(true, false), learned, tape.input("slopes", slopes));
        tape.effect(new Assign(), learned, tape.constant(Tensor.zeros(x.shape())));
        tape.effect(new Update(new Sgd(1, 0), step), tape.shared("weights", weights), gradient);
        Program program = Program.of(tape.input("nothing", Tensor.scalar(0)));
        assertThat(program.explain()).doesNotContain("mat-mul+");
        program.run();
        assertThat(weights.data()).doesNotContain(0);
        assertThat(x.data()).containsOnly(0);
    }

    @Test
    void nothingIsChangedByAProductThatOverflows() {
        Layer layer = new Layer(new Sgd(0.1, 0), 4, 300, 220);
        float[] before = layer.weights.data().clone();
        Program program = layer.program(false);
        Arrays.fill(layer.x.data(), 1e25f);
        Arrays.fill(layer.slopes.data(), 1e-5f);
        layer.run(program, 1);
        float[] after = layer.weights.data().clone();
        assertThat(after).isNotEqualTo(before);
        Arrays.fill(layer.slopes.data(), 1e14f);
        assertThatThrownBy(() -> layer.run(program, 1)).isInstanceOf(NotFiniteException.class);
        assertThat(layer.weights.data()).isEqualTo(after);
    }

    private static Tensor normal(long seed, Shape shape) {
        Tensor tensor = Tensor.zeros(shape);
        Philox.normal(seed, 0, tensor.data(), 0, tensor.count());
        return tensor;
    }
}
