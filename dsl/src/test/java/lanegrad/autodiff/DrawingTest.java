package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lanegrad.autodiff.op.Affine;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Programs and their derivatives, drawn. */
class DrawingTest {
    private static final Pattern BOX = Pattern.compile("<rect x=\"([-.0-9]+)\" y=\"([-.0-9]+)\"");

    @Test
    void longNamesLoseTheirMiddle() {
        Tape tape = new Tape();
        Var weight = tape.input("2.residual.0.dense.weight", Tensor.scalar(1));
        Var y = tape.labelled("12.residual / 0.dense", weight::square);
        assertThat(Svg.of(y)).contains(">2.resid\u2026l.0.dense.weight<", ">[]  12.\u2026sidual / 0.dense<");
    }

    @Test
    void aProgramAndItsDerivativeInTheLanguageOfGraphviz() {
        Tape tape = Tape.recording();
        Var x = tape.input("x \"1\"", Tensor.scalar(2));
        Var y = tape.labelled("0.exp", () -> x.map(new Exp()));
        assertThat(Dot.of(y, Derivatives.grad(y, x).getFirst())).isEqualTo("""
                        digraph tape {
                          node [fontname="sans-serif", style=filled];
                          n0 [label="x \\"1\\"\\n[]", shape=ellipse, fillcolor="#ffffff"];
                          n1 [label="exp\\n[]\\n0.exp", shape=box, fillcolor="#dbe9f6"];
                          n0 -> n1;
                          n2 [label="fill 1.0\\n[]", shape=box, fillcolor="#fde3c8"];
                          n3 [label="identity-times\\n[]\\n0.exp", shape=box, fillcolor="#fde3c8"];
                          n1 -> n3;
                          n2 -> n3;
                        }
                        """);
    }

    /** Boxes keep apart, lines go down, and each input of each operation has its line. */
    @Test
    void aProgramAndItsDerivativeAsADrawing() {
        Var[] values = network();
        String svg = Svg.of(values);
        int nodes = Graph.of(values).size();
        List<MatchResult> boxes = BOX.matcher(svg).results().toList();
        assertThat(boxes).hasSize(nodes);
        for (int i = 0; i < nodes; i++) {
            for (int j = i + 1; j < nodes; j++) {
                boolean apart = distance(boxes, i, j, 1) >= 160 || distance(boxes, i, j, 2) >= 46;
                assertThat(apart).as("boxes %d and %d", i, j).isTrue();
            }
        }
        int arcs =
                Graph.of(values).stream().mapToInt(node -> node.inputs().length).sum();
        assertThat(svg.split("marker-end", -1)).hasSize(arcs + 1);
        assertThat(svg).contains(">affine<", ">[4, 3]  0.dense<", "#fde3c8", "&lt;in&gt;");
    }

    @Test
    void valuesMustBeOfOneTape() {
        Var x = new Tape().input("x", Tensor.scalar(1));
        Var y = new Tape().input("y", Tensor.scalar(1));
        assertThatThrownBy(() -> Svg.of(x, y)).hasMessage("drawing: expected values of one tape");
        assertThatThrownBy(Dot::of).hasMessage("drawing: expected values of one tape");
    }

    private static Var[] network() {
        Tape tape = Tape.recording();
        Var w1 = tape.input("W1", Tensor.zeros(Shape.of(2, 3)));
        Var b1 = tape.input("b1", Tensor.zeros(Shape.of(3)));
        Var w2 = tape.input("W2", Tensor.zeros(Shape.of(3, 2)));
        Var b2 = tape.input("b2", Tensor.zeros(Shape.of(2)));
        Var x = tape.input("<in>", Tensor.zeros(Shape.of(4, 2)));
        Var y = tape.input("y", Tensor.zeros(Shape.of(4, 1)));
        Var hidden = tape.labelled(
                "0.dense", () -> tape.apply(new Affine(), x, w1, b1).map(new Relu()));
        Var z = tape.labelled("1.dense", () -> tape.apply(new Affine(), hidden, w2, b2));
        Var cost = tape.labelled("output", () -> z.crossEntropy(y).mean());
        var gradients = Derivatives.grad(cost, w1, b1, w2, b2);
        return new Var[] {cost, gradients.get(0), gradients.get(1), gradients.get(2), gradients.get(3)};
    }

    private static double distance(List<MatchResult> boxes, int i, int j, int axis) {
        return Math.abs(Double.parseDouble(boxes.get(i).group(axis))
                - Double.parseDouble(boxes.get(j).group(axis)));
    }
}
