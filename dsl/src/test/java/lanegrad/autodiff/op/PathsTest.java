package lanegrad.autodiff.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Which way values and derivatives take through operations that choose. */
class PathsTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private final Tape tape = new Tape();

    @Test
    void theFirstOfEqualsIsTheGreatest() {
        Var x = vector(1, 3, 3, 2);
        assertThat(x.argMaxOver(0).value().data()).containsExactly(1);
        assertThat(gradient(x.maxOver(0), x)).containsExactly(0, 1, 0, 0);
    }

    @Test
    void whatIsNotANumberIsTheGreatest() {
        Var x = vector(1, NAN, 3).reshape(Shape.of(3, 1));
        assertThat(x.argMaxOver(0).value().item()).isEqualTo(1);
        assertThat(x.reshape(Shape.of(3)).argMaxOver(0).value().item()).isEqualTo(1);
        assertThat(x.maxOver(0).value().item()).isNaN();
    }

    @Test
    void ofTwoEqualNumbersTheFirstTakesTheDerivative() {
        Var x = vector(1, 2, 3);
        Var y = vector(1, 3, 2);
        assertThat(x.max(y).value().data()).containsExactly(1, 3, 3);
        assertThat(gradient(x.max(y), x)).containsExactly(1, 0, 1);
        assertThat(gradient(x.max(y), y)).containsExactly(0, 1, 0);
        assertThat(x.min(y).value().data()).containsExactly(1, 2, 2);
        assertThat(gradient(x.min(y), x)).containsExactly(1, 1, 0);
        assertThat(gradient(x.min(y), y)).containsExactly(0, 0, 1);
    }

    @Test
    void whatIsNotTakenHasNoInfluence() {
        Var condition = vector(1, 0, -2);
        Var x = vector(1, NAN, 3);
        Var y = vector(INFINITY, 5, NAN);
        Var z = condition.where(x, y);
        assertThat(z.value().data()).containsExactly(1, 5, 3);
        assertThat(gradient(z.square(), x)).containsExactly(2, 0, 6);
        assertThat(gradient(z.square(), y)).containsExactly(0, 10, 0);
    }

    @Test
    void noRelationHoldsWithWhatIsNotANumber() {
        Var x = vector(1, 2, 3, NAN);
        Var y = vector(2, 2, 2, NAN);
        assertThat(x.lessThan(y).value().data()).containsExactly(1, 0, 0, 0);
        assertThat(x.atMost(y).value().data()).containsExactly(1, 1, 0, 0);
        assertThat(x.equalTo(y).value().data()).containsExactly(0, 1, 0, 0);
    }

    @Test
    void rowsGatheredTwiceReceiveBothGradients() {
        Var table = tape.input("table", Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
        Var rows = table.gather(vector(2, 0, 2));
        assertThat(rows.value().data()).containsExactly(5, 6, 1, 2, 5, 6);
        assertThat(gradient(rows, table)).containsExactly(1, 1, 0, 0, 2, 2);
    }

    @Test
    void aNumberThatIsNoRowIsNamed() {
        Var table = tape.input("table", Tensor.zeros(Shape.of(3, 2)));
        assertThatThrownBy(() -> table.gather(vector(0, 3)))
                .hasMessage("gather: number 1 is 3.0; expected a whole number from 0 to 2");
        assertThatThrownBy(() -> table.gather(vector(0.5f))).hasMessageContaining("number 0 is 0.5");
    }

    @Test
    void meansAndVariances() {
        Var x = tape.input("x", Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 6, 11));
        assertThat(x.meanOver(0).value().data()).containsExactly(2.5f, 4, 7);
        assertThat(x.meanOver(-1).value().data()).containsExactly(2, 7);
        assertThat(x.varianceOver(0).value().data()).containsExactly(2.25f, 4, 16);
        assertThat(x.varianceOver(0, 1).shape()).isEqualTo(Shape.of(1, 1));
    }

    @Test
    void errorsNameTheAxisAndTheShapes() {
        Var x = tape.input("x", Tensor.zeros(Shape.of(2, 3)));
        assertThatThrownBy(() -> x.slice(1, 2, 4))
                .isInstanceOf(ShapeException.class)
                .hasMessage("slice: from 2 to 4 is not a part of axis 1 of [2, 3]; expected 0 <= from <= to <= 3");
        assertThatThrownBy(() -> x.maxOver(2))
                .hasMessage("max: there is no axis 2 in [2, 3]; expected one from -2 to 1");
        assertThatThrownBy(() -> x.concat(0, x.transpose()))
                .hasMessage(
                        "concat: [2, 3] and [3, 2] differ elsewhere than along axis 0; reshape or slice one of them");
    }

    private Var vector(float... x) {
        return tape.input("x", Tensor.of(Shape.of(x.length), x));
    }

    private static float[] gradient(Var y, Var x) {
        return Derivatives.grad(y.sum(), x).getFirst().value().data();
    }
}
