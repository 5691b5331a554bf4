package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import lanegrad.autodiff.op.Affine;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces that are computed again instead of kept. */
class RecomputedTest {
    private static final int LAYERS = 64;
    private static final int ROWS = 512;
    private static final int WIDTH = 16;

    private final Tensor x = normal("x", ROWS, WIDTH);
    private final List<Parameter> parameters = new ArrayList<>();

    RecomputedTest() {
        for (int layer = 0; layer < LAYERS; layer++) {
            parameters.add(parameter("weight" + layer, WIDTH, WIDTH));
            parameters.add(parameter("bias" + layer, WIDTH));
        }
    }

    /** In pieces of four pieces of four layers: 4 + 4 + 4 values are kept at a time instead of 64. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aDeepNetworkNeedsAQuarterOfTheMemoryForTheSameBits(int workers) {
        Program kept = program(List.of(LAYERS));
        Tiles.with(workers, () -> {
            Program recomputed = program(List.of(4, 4, 4));
            for (int run = 0; run < 2; run++) {
                kept.run();
                recomputed.run();
                for (int i = 0; i <= parameters.size(); i++) {
                    assertThat(recomputed.value(i).data())
                            .isEqualTo(kept.value(i).data());
                }
            }
            assertThat(4 * recomputed.bytes()).isLessThanOrEqualTo(kept.bytes());
            return 0;
        });
    }

    /** A weight that two pieces and one in a piece share, an input that pieces read twice and the cost besides. */
    @Test
    void pathsMeetInTheOrderInWhichTheyWouldWithoutPieces() {
        for (int seed = 0; seed < 20; seed++) {
            Tensor w = normal("w" + seed, WIDTH, WIDTH);
            assertThat(gradients(w, Tape::recomputed)).isEqualTo(gradients(w, (_, piece) -> piece.get()));
        }
    }

    private float[][] gradients(Tensor shared, BiFunction<Tape, Supplier<Var>, Var> piece) {
        Tape tape = new Tape();
        Var in = tape.input("x", x);
        Var w = tape.input("w", shared);
        Var first =
                piece.apply(tape, () -> in.matmul(w).map(new Tanh()).times(in).plus(in.scale(0.3f)));
        Var second = piece.apply(tape, () -> {
            Var inner = piece.apply(tape, () -> first.matmul(w).plus(first).map(new Softplus()));
            return inner.matmul(w).times(in);
        });
        Var cost = second.plus(first).times(in).plus(second.matmul(w)).sum();
        return Derivatives.grad(cost, in, w).stream()
                .map(gradient -> gradient.value().data())
                .toArray(float[][]::new);
    }

    /** What a piece takes from outside by itself has its gradient, and its effects take place once. */
    @Test
    void aPieceMayHaveLeavesAndEffectsOfItsOwn() {
        Tape tape = new Tape();
        Var in = tape.input("x", Tensor.scalar(2));
        Tensor scale = Tensor.scalar(3);
        Tensor count = Tensor.scalar(0);
        List<Var> leaves = new ArrayList<>();
        Var y = tape.recomputed(() -> {
            Var leaf = tape.shared("scale", scale);
            leaves.add(leaf);
            Var counted = tape.shared("count", count);
            tape.effect(new Assign(), counted, counted.plus(in));
            return in.times(leaf).square();
        });
        List<Var> gradients = Derivatives.grad(y, in, leaves.getFirst());
        assertThat(leaves).hasSize(2).containsOnly(leaves.getFirst());
        assertThat(gradients.getFirst().value().item()).isEqualTo(36);
        assertThat(gradients.getLast().value().item()).isEqualTo(24);
        assertThat(count.item()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void anEagerTapeGivesTheSameBitsToo(int pieces) {
        Tape plain = new Tape();
        Tape inPieces = new Tape();
        Var[] expected = costAndGradients(plain, List.of(LAYERS));
        Var[] actual = costAndGradients(inPieces, List.of(pieces, LAYERS / pieces));
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i].value().data()).isEqualTo(expected[i].value().data());
        }
    }

    @Test
    void eachPieceIsRecordedOnceMoreHoweverManyInputsItHas() {
        Tape tape = Tape.recording();
        costAndGradients(tape, List.of(8, 8));
        assertThat(tape.toString().lines().filter(line -> line.contains("= affine")))
                .hasSize(2 * LAYERS);
    }

    /** One input of the piece is computed from the other: d/dx x^2 x = 3 x^2. */
    @Test
    void inputsMayDependOnEachOther() {
        Tape tape = new Tape();
        Var x = tape.input("x", Tensor.scalar(2));
        Var square = x.square();
        Var y = tape.recomputed(() -> square.times(x));
        assertThat(Derivatives.grad(y, x).getFirst().value().item()).isEqualTo(12);
    }

    @Test
    void derivativesOfAnyOrderAndInForwardMode() {
        Tape tape = new Tape();
        Var in = tape.input("x", normal("in", 4, 3));
        Var weights = tape.input("w", normal("w", 3, 3));
        Var y = tape.recomputed(() -> tape.recomputed(() -> in.matmul(weights).map(new Tanh()))
                        .matmul(weights)
                        .map(new Softplus()))
                .sum();
        assertThat(GradCheck.check(y, in, weights).error()).isLessThan(1e-8);
        Var slope = Derivatives.grad(y, weights).getFirst().square().sum();
        assertThat(GradCheck.check(slope, in, weights).error()).isLessThan(1e-8);
        Var forward = Derivatives.jvp(y, List.of(weights), List.of(weights));
        assertThat(GradCheck.check(forward, in, weights).error()).isLessThan(1e-8);
        Var reverse = Derivatives.grad(y, weights).getFirst().times(weights).sum();
        assertThat(forward.value().item()).isCloseTo(reverse.value().item(), within(1e-5f));
    }

    @Test
    void aPieceThatRecordsNothingIsItsResult() {
        Tape tape = new Tape();
        Var in = tape.input("x", x);
        assertThat(tape.recomputed(() -> in)).isEqualTo(in);
    }

    private Program program(List<Integer> pieces) {
        return Program.of(costAndGradients(Tape.recording(), pieces));
    }

    private Var[] costAndGradients(Tape tape, List<Integer> pieces) {
        Var cost = layers(tape.input("x", x), 0, LAYERS, pieces).square().mean();
        List<Var> outputs = new ArrayList<>(List.of(cost));
        outputs.addAll(
                Derivatives.grad(cost, parameters.stream().map(tape::parameter).toArray(Var[]::new)));
        return outputs.toArray(Var[]::new);
    }

    /** The layers from one to another, in so many pieces, each of these in so many and so on; the last are layers. */
    private Var layers(Var in, int from, int to, List<Integer> pieces) {
        Var value = in;
        int length = (to - from) / pieces.getFirst();
        for (int first = from; first < to; first += length) {
            int begin = first;
            Var before = value;
            value = pieces.size() == 1
                    ? layer(before, begin)
                    : before.tape()
                            .recomputed(() -> layers(before, begin, begin + length, pieces.subList(1, pieces.size())));
        }
        return value;
    }

    private Var layer(Var in, int layer) {
        Var weight = in.tape().parameter(parameters.get(2 * layer));
        Var bias = in.tape().parameter(parameters.get(2 * layer + 1));
        return in.tape().apply(new Affine(), in, weight, bias).map(new Tanh());
    }

    private static Parameter parameter(String name, int... sizes) {
        Tensor value = normal(name, sizes);
        for (int i = 0; i < value.count(); i++) {
            value.data()[i] *= 0.3f;
        }
        return new Parameter(name, value, Parameter.Kind.WEIGHT);
    }

    private static Tensor normal(String name, int... sizes) {
        Tensor tensor = Tensor.zeros(Shape.of(sizes));
        Philox.normal(Philox.key(6, name), 0, tensor.data(), 0, tensor.count());
        return tensor;
    }
}
