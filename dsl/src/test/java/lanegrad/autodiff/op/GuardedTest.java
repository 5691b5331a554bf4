package lanegrad.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.autodiff.Assign;
import lanegrad.autodiff.Guard;
import lanegrad.autodiff.NotFiniteException;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is put into whichever operation, the guard throws if and only if something isn't finite. */
class GuardedTest {
    /** Among them products that are far larger than their factors, of which only these are read. */
    static Stream<OpSamples.Sample> samples() {
        Tensor[] factors = {OpSamples.normal(3, Shape.of(3, 40)), OpSamples.normal(4, Shape.of(3, 50))};
        Tensor[] others = {OpSamples.normal(3, Shape.of(40, 1)), OpSamples.normal(4, Shape.of(50, 1))};
        return Stream.concat(
                OpSamples.all().stream(),
                Stream.of(
                        new OpSamples.Sample(new MatMul(true, false), factors, 0, 1),
                        new OpSamples.Sample(new MatMul(false, true), others, 0, 1)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsNotFiniteIsFoundAndNothingElse(OpSamples.Sample sample) {
        for (int input : sample.differentiable()) {
            for (float factor : new float[] {1, 1e15f, 3e18f, 1e19f, 1e30f, Float.NaN, Float.NEGATIVE_INFINITY}) {
                Tensor[] inputs = Arrays.stream(sample.inputs())
                        .map(x -> Tensor.of(x.shape(), x.data().clone()))
                        .toArray(Tensor[]::new);
                if (Float.isFinite(factor)) {
                    for (int i : sample.differentiable()) {
                        float[] data = inputs[i].data();
                        for (int j = 0; j < data.length; j++) {
                            data[j] *= factor;
                        }
                    }
                } else {
                    inputs[input].data()[inputs[input].count() - 1] = factor;
                }
                check(sample.op(), inputs);
            }
        }
    }

    private static void check(Op op, Tensor... inputs) {
        Tape eager = new Tape();
        Var y = eager.apply(op, leaves(eager, inputs));
        boolean finite = finite(y.value());
        Tensor changed = Tensor.scalar(0);
        Tape tape = Tape.recording();
        Var value = tape.apply(op, leaves(tape, inputs));
        Guard.watch(tape, List.of(value));
        tape.effect(new Assign(), tape.shared("changed", changed), tape.constant(Tensor.scalar(1)));
        assertThat(passes(Program.of(value)))
                .as("%s of %s", op, List.of(inputs))
                .isEqualTo(finite);
        assertThat(changed.item()).isEqualTo(finite ? 1 : 0);
        boolean given = Arrays.stream(inputs).anyMatch(input -> !finite(input));
        if (!finite && !given) {
            assertThat(eager.firstNotFinite(y).orElseThrow()).startsWith(op.name() + " gave ");
        }
    }

    private static boolean finite(Tensor tensor) {
        for (float element : tensor.data()) {
            if (!Float.isFinite(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean passes(Program program) {
        try {
            program.run();
            return true;
        } catch (NotFiniteException e) {
            return false;
        }
    }

    private static Var[] leaves(Tape tape, Tensor... inputs) {
        List<Var> leaves = new ArrayList<>();
        for (Tensor input : inputs) {
            leaves.add(tape.input("in" + leaves.size(), input));
        }
        return leaves.toArray(Var[]::new);
    }
}
