package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanegrad.autodiff.op.Affine;
import lanegrad.autodiff.op.MatMul;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Pattern CHAIN = Pattern.compile("(plus|minus|times|relu|scale|square|maximum)(\\+[a-z-]+){2}");

    private final Tensor x = normal(1, 6, 4);
    private final Tensor w = normal(2, 4, 5);
    private final Tensor b = normal(3, 5);

    @Test
    void resultsAreThoseOfAnEagerTape() {
        Var[] eager = costAndGradients(new Tape());
        Program program = Program.of(costAndGradients(Tape.recording()));
        for (int run = 0; run < 2; run++) {
            program.run();
            for (int i = 0; i < eager.length; i++) {
                assertThat(program.value(i).data()).isEqualTo(eager[i].value().data());
            }
        }
    }

    @Test
    void newInputsGiveNewResults() {
        Program program = Program.of(costAndGradients(Tape.recording()));
        program.run();
        System.arraycopy(normal(9, 6, 4).data(), 0, x.data(), 0, x.count());
        program.run();
        assertThat(program.value(0).item())
                .isEqualTo(costAndGradients(new Tape())[0].value().item());
    }

    /** Random programs of many shapes of sharing: buffers handed on too early would show. */
    @Test
    void randomProgramsAreThoseOfAnEagerTape() {
        int forward = 0;
        int backward = 0;
        int chains = 0;
        for (int seed = 0; seed < 200; seed++) {
            Var[] eager = random(new Tape(), seed, normal(1, 6, 4));
            Program program = Program.of(random(Tape.recording(), seed, normal(1, 6, 4)));
            forward += program.explain().contains("affine+") ? 1 : 0;
            backward += program.explain().contains("mat-mul+") ? 1 : 0;
            chains += CHAIN.matcher(program.explain()).find() ? 1 : 0;
            program.run();
            program.run();
            for (int i = 0; i < eager.length; i++) {
                assertThat(program.value(i).data())
                        .as("program %d, output %d", seed, i)
                        .isEqualTo(eager[i].value().data());
            }
        }
        assertThat(forward).as("programs that take functions along").isGreaterThan(30);
        assertThat(backward).as("programs that take slopes along").isGreaterThan(30);
        assertThat(chains)
                .as("programs with three operations or more in a sweep")
                .isGreaterThan(60);
    }

    /** A worker that read what another has yet to write, or wrote what another has yet to read, would show. */
    @Test
    void randomProgramsInStagesAreThoseOfAnEagerTape() {
        int cut = 0;
        for (int seed = 0; seed < 100; seed++) {
            Tensor z = normal(1, 37, 4);
            Var[] eager = random(new Tape(), seed, z);
            Var[] recorded = random(Tape.recording(), seed, z);
            Program program = inStages(1 + seed % 4, z, recorded);
            cut += program.steps().stream().anyMatch(step -> step.rows() != null) ? 1 : 0;
            for (int i = 0; i < eager.length; i++) {
                assertThat(program.value(i).data())
                        .as("program %d, output %d", seed, i)
                        .isEqualTo(eager[i].value().data());
            }
        }
        assertThat(cut).isGreaterThan(90);
    }

    /** Attention of rows to each other: a worker's rows of it need what all workers have made. */
    @Test
    void whatIsCutByRowsWaitsForWhatItReadsWhole() {
        for (int workers = 1; workers <= 4; workers++) {
            Tensor z = normal(8, 37, 4);
            Var[] eager = attention(new Tape(), z);
            Program program = inStages(workers, z, attention(Tape.recording(), z));
            assertThat(program.steps()).hasSize(3).allMatch(step -> step.rows() != null);
            assertThat(program.stages()).extracting(List::size).containsExactly(1, 2);
            assertThat(program.value(0).data()).isEqualTo(eager[0].value().data());
        }
    }

    private Var[] attention(Tape tape, Tensor z) {
        Var keys = tape.input("z", z).matmul(tape.input("w", w));
        Var likeness = tape.apply(new MatMul(false, true), keys, keys);
        return new Var[] {likeness.matmul(keys)};
    }

    /** A program in stages, run often: with another input than the last time, or what is left from there would do. */
    private static Program inStages(int workers, Tensor input, Var... outputs) {
        return Tiles.with(workers, () -> {
            Program program = new Compiler(true, true, outputs).program();
            for (int run = 0; run < 20; run++) {
                for (int i = 0; i < input.count(); i++) {
                    input.data()[i] *= -1;
                }
                program.run();
            }
            return program;
        });
    }

    @Test
    void effectsOnOneTensorKeepTheirOrder() {
        Tensor s = Tensor.of(Shape.of(2), 3, 5);
        Tensor t = Tensor.of(Shape.of(2), 7, 11);
        Tape tape = Tape.recording();
        Var first = tape.shared("s", s);
        Var second = tape.shared("t", t);
        tape.effect(new Assign(), first, second);
        tape.effect(new Assign(), second.reshape(Shape.of(2, 1)), first.scale(2));
        tape.effect(new Assign(), first, second);
        Tiles.with(2, () -> {
            Program program = new Compiler(true, true, first.square()).program();
            program.run();
            return program;
        });
        assertThat(t.data()).containsExactly(6, 10);
        assertThat(s.data()).containsExactly(6, 10);
    }

    @Test
    void aDeepNarrowNetworkRunsInStages() {
        Tape tape = Tape.recording();
        Var y = tape.input("x", normal(1, 64, 64));
        List<Var> weights = new ArrayList<>();
        for (int layer = 0; layer < 6; layer++) {
            weights.add(tape.shared("w" + layer, normal(layer, 64, 64)));
            y = y.matmul(weights.getLast()).map(new Relu());
        }
        Var cost = y.mean();
        List<Var> outputs = new ArrayList<>(Derivatives.grad(cost, weights.toArray(Var[]::new)));
        outputs.addFirst(cost);
        Var[] all = outputs.toArray(Var[]::new);
        assertThat(Program.of(all).explain()).doesNotContain("stages");
        Tiles.with(2, () -> {
            // Rows as far as the gradients of all layers, then what sums over rows, then their mean.
            assertThat(Program.of(all).explain()).endsWith("in 3 stages for a team");
            assertThat(Program.of(weights.getFirst().mean()).explain()).doesNotContain("stages");
            // Long steps are shared one by one.
            Var wide = tape.input("wide", normal(8, 64, 512)).matmul(tape.shared("w", normal(9, 512, 512)));
            assertThat(Program.of(wide).explain()).endsWith(", shared by a team");
            return 0;
        });
    }

    @Test
    void whatReachesNoOutputIsDropped() {
        Tape tape = Tape.recording();
        Var in = tape.input("x", x);
        in.map(new Tanh());
        assertThat(Program.of(in.square()).explain()).doesNotContain("tanh").contains("1 steps");
    }

    @Test
    void whatNeverChangesIsComputedOnce() {
        Tape tape = Tape.recording();
        Var two = tape.constant(Tensor.scalar(1)).plus(tape.constant(Tensor.scalar(1)));
        Program program = Program.of(tape.input("x", x).times(two));
        program.run();
        assertThat(program.explain()).contains("1 steps");
        assertThat(program.value(0).data()[3]).isEqualTo(2 * x.data()[3]);
    }

    @Test
    void affineTakesItsActivationAlong() {
        Tape tape = Tape.recording();
        Var hidden = tape.apply(new Affine(), tape.input("x", x), tape.input("w", w), tape.input("b", b));
        assertThat(Program.of(hidden.map(new Relu())).explain()).isEqualTo("""
                          0          300 flop        316 B    @0 affine+relu [6, 4] [4, 5] [5] -> [6, 5]
                        1 steps, 300 flop, 1 buffers of 120 bytes""");
    }

    @Test
    void aGradientGoesThroughTheFunctionWhereItsProductIsComputed() {
        Tape tape = Tape.recording();
        Var z = tape.input("x", x);
        Var hidden = z.map(new Relu());
        Var cost = hidden.matmul(tape.input("w", w)).map(new Tanh()).sum();
        assertThat(Program.of(Derivatives.grad(cost, z).getFirst()).explain())
                .contains("mat-mul+step-times [6, 5] [4, 5] [6, 4] -> [6, 4]")
                .contains("5 steps");
    }

    @Test
    void elementwiseOperationsAreOneSweep() {
        Tape tape = Tape.recording();
        Var difference = tape.input("x", x).minus(tape.input("row", normal(4, 4)));
        Var y = difference.square().scale(0.5f).times(tape.input("weights", normal(5, 6, 1)));
        assertThat(Program.of(y).explain()).isEqualTo("""
                          0           96 flop        232 B    @0 minus+square+scale+times [6, 4] [4] [6, 1] -> [6, 4]
                        1 steps, 96 flop, 1 buffers of 96 bytes""");
    }

    @Test
    void aSweepTakesNoMoreOperationsThanItsLoopHasPlacesFor() {
        Tape tape = Tape.recording();
        Var y = tape.input("x", x);
        for (int i = 0; i < 8; i++) {
            y = y.plus(tape.input("b", b.reshape(Shape.of(5, 1, 1)))).square();
        }
        assertThat(Program.of(y).explain()).contains("3 steps");
    }

    @Test
    void buffersAreHandedOnWhenTheirValuesDie() {
        Tape tape = Tape.recording();
        Var value = tape.input("x", x);
        for (int i = 0; i < 50; i++) {
            value = value.map(new Tanh());
        }
        assertThat(Program.of(value).explain()).contains("50 steps, 1200 flop, 1 buffers of 96 bytes");
    }

    @Test
    void reshapingIsNoStep() {
        Tape tape = Tape.recording();
        Var y = tape.input("x", x).map(new Tanh()).reshape(Shape.of(24)).map(new Relu());
        Program program = Program.of(y.reshape(Shape.of(4, 6)), y);
        program.run();
        assertThat(program.explain()).contains("2 steps, 48 flop, 1 buffers of 96 bytes");
        assertThat(program.value(0).shape()).isEqualTo(Shape.of(4, 6));
        assertThat(program.value(0).data()).isEqualTo(program.value(1).data());
    }

    @Test
    void effectsTakePlaceAfterAllValues() {
        Tensor s = Tensor.of(Shape.of(2), 3, 5);
        Tape tape = Tape.recording();
        Var sum = tape.shared("s", s);
        tape.effect(new Assign(), sum, sum.scale(2));
        Program program = Program.of(sum.square());
        program.run();
        assertThat(program.value(0).data()).containsExactly(9, 25);
        assertThat(s.data()).containsExactly(6, 10);
        program.run();
        assertThat(s.data()).containsExactly(12, 20);
    }

    @Test
    void aGuardKeepsEffectsFromTakingPlace() {
        Tensor s = Tensor.of(Shape.of(2), 3, Float.MAX_VALUE);
        Tape tape = Tape.recording();
        Var sum = tape.shared("s", s);
        Var doubled = sum.scale(2);
        Guard.watch(tape, List.of(doubled));
        tape.effect(new Assign(), sum, doubled);
        Program program = Program.of(doubled);
        assertThatThrownBy(program::run).isInstanceOf(NotFiniteException.class);
        assertThat(s.data()).containsExactly(3, Float.MAX_VALUE);
    }

    @Test
    void anEagerTapeMakesEffectsAtOnce() {
        Tensor s = Tensor.of(Shape.of(1), 3);
        Tape tape = new Tape();
        Var sum = tape.shared("s", s);
        tape.effect(new Assign(), sum, sum.scale(2));
        assertThat(s.item()).isEqualTo(6);
        assertThat(tape.toString()).endsWith("assign %0 [1], %1 [1]\n");
    }

    /** Sessions share parameters and nothing else. */
    @Test
    void sessionsInManyThreadsGiveTheSerialBits() throws Exception {
        Tape tape = Tape.recording();
        Var weights = tape.parameter(new Parameter("w", w, Parameter.Kind.WEIGHT));
        Var y = tape.input("x", x).matmul(weights).map(new Tanh()).softmax();
        Program program = Program.of(y);
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int thread = 0; thread < 32; thread++) {
                Tensor own = normal(100 + thread, 6, 4);
                same.add(threads.submit(() -> {
                    Session session = program.session();
                    System.arraycopy(own.data(), 0, session.input("x").data(), 0, own.count());
                    Tape eager = new Tape();
                    float[] expected = eager.input("x", own)
                            .matmul(eager.input("w", w))
                            .map(new Tanh())
                            .softmax()
                            .value()
                            .data();
                    boolean equal = true;
                    for (int run = 0; run < 200; run++) {
                        session.run();
                        equal &= Arrays.equals(session.value(0).data(), expected);
                    }
                    return equal;
                }));
            }
            for (Future<Boolean> each : same) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    /** A view of a leaf has the leaf's memory, but not its changes. */
    @Test
    void whatIsReadAfterAChangeIsOfBefore() {
        for (boolean recorded : new boolean[] {false, true}) {
            Tape tape = recorded ? Tape.recording() : new Tape();
            Tensor value = Tensor.of(Shape.of(2), 3, 5);
            Tensor seen = Tensor.zeros(Shape.of(2, 1));
            Var leaf = tape.shared("value", value);
            Var before = leaf.stop();
            Var column = before.reshape(Shape.of(2, 1));
            tape.effect(new Assign(), leaf, leaf.scale(2));
            tape.effect(new Assign(), tape.shared("seen", seen), column);
            float[] output;
            if (recorded) {
                Program program = Program.of(before);
                program.run();
                output = program.value(0).data();
            } else {
                output = before.value().data();
            }
            assertThat(output).containsExactly(3, 5);
            assertThat(seen.data()).containsExactly(3, 5);
            assertThat(value.data()).containsExactly(6, 10);
        }
    }

    @Test
    void anUnknownInputIsRefused() {
        Session session = Program.of(Tape.recording().input("x", x).square()).session();
        assertThatThrownBy(() -> session.input("z")).hasMessage("input: the program reads no 'z', only [x]");
    }

    @Test
    void anInputWhoseNameIsTakenTwiceCannotBeAskedFor() {
        Tape tape = Tape.recording();
        Session session = Program.of(tape.input("x", x).plus(tape.input("x", normal(4, 6, 4))))
                .session();
        assertThatThrownBy(() -> session.input("x"))
                .hasMessage("input: the program reads several 'x' of [x, x]; give each a name of its own");
    }

    @Test
    void timesArePrintedAlikeEverywhere() {
        Program program = Program.of(Tape.recording().input("x", x).square());
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(program.explain(3))
                    .matches(
                            "(?s) +0 +24 flop +192 B +\\d+\\.\\d\\d us +@0 square \\[6, 4] -> \\[6, 4]\\n1 steps.*, \\d+\\.\\d\\d us");
        } finally {
            Locale.setDefault(before);
        }
        assertThatThrownBy(() -> program.explain(0)).hasMessage("explain: expected at least 1 run, got 0");
    }

    @Test
    void aRecordingTapeHasNoValues() {
        Var y = Tape.recording().input("x", x).square();
        assertThat(y.shape()).isEqualTo(x.shape());
        assertThatThrownBy(y::value).hasMessageContaining("only records; make a Program of it");
    }

    private Var[] costAndGradients(Tape tape) {
        Var weights = tape.input("w", w);
        Var bias = tape.input("b", b);
        Var hidden = tape.apply(new Affine(), tape.input("x", x), weights, bias).map(new Relu());
        Var cost = hidden.times(hidden).plus(hidden).map(new Softplus()).mean();
        List<Var> gradients = Derivatives.grad(cost, weights, bias);
        return new Var[] {cost, gradients.get(0), gradients.get(1)};
    }

    private static Var[] random(Tape tape, long seed, Tensor z) {
        int rows = z.shape().rows();
        int[] choice = Philox.permutation(Philox.key(seed, "programs"), 0, 1000);
        Var[] values = new Var[24];
        values[0] = tape.input("z", z);
        values[1] = tape.input("x", normal(4, rows, 4));
        Var weights = tape.input("w", normal(6, 4, 4));
        Var bias = tape.input("b", normal(7, 4));
        for (int i = 2; i < values.length; i++) {
            Var a = values[choice[2 * i] % i];
            Var other = values[choice[2 * i + 1] % i];
            values[i] = switch (choice[500 + i] % 17) {
                case 0 -> a.plus(other);
                case 1 -> a.times(other);
                case 2 -> a.map(new Tanh());
                case 3 -> a.minus(other.mean());
                case 4 -> a.softmax();
                case 5 -> a.times(other.sumTo(Shape.of(4)));
                case 6 -> tape.apply(new Affine(), a, weights, bias).map(new Relu());
                case 7 -> tape.apply(new Affine(), a, weights, bias).map(new Sigmoid());
                case 8 -> a.matmul(weights);
                case 9 -> other.minus(a).square();
                case 10 -> a.map(new Relu());
                case 11 -> a.scale(0.5f).plus(other);
                case 12 -> a.max(other.scale(-1));
                case 13 -> a.sumTo(Shape.of(rows, 1)).minus(other);
                case 14 -> other.mean().times(a);
                case 15 ->
                    tape.apply(new MatMul(false, true), a, other)
                            .map(new Tanh())
                            .matmul(other);
                default -> a.map(new Softplus());
            };
        }
        Var cost = values[23].plus(values[20]).map(new Tanh()).mean();
        List<Var> gradients = Derivatives.grad(cost, values[0], values[1], weights, bias);
        // Not of all: what second derivatives read as well isn't taken along by products.
        List<Var> second = seed % 2 == 0
                ? List.of()
                : Derivatives.grad(gradients.getFirst().square().sum(), values[1], weights);
        return Stream.of(List.of(cost, values[17]), gradients, second)
                .flatMap(List::stream)
                .toArray(Var[]::new);
    }

    private static Tensor normal(long stream, int... sizes) {
        Tensor tensor = Tensor.zeros(Shape.of(sizes));
        Philox.normal(Philox.key(5, "program"), stream, tensor.data(), 0, tensor.count());
        return tensor;
    }
}
