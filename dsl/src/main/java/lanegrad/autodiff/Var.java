package lanegrad.autodiff;

import lanegrad.autodiff.op.Apply;
import lanegrad.autodiff.op.BroadcastTo;
import lanegrad.autodiff.op.CrossEntropy;
import lanegrad.autodiff.op.Divide;
import lanegrad.autodiff.op.LogSumExp;
import lanegrad.autodiff.op.MatMul;
import lanegrad.autodiff.op.Minus;
import lanegrad.autodiff.op.Plus;
import lanegrad.autodiff.op.Reshape;
import lanegrad.autodiff.op.Softmax;
import lanegrad.autodiff.op.Stop;
import lanegrad.autodiff.op.SumTo;
import lanegrad.autodiff.op.Times;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * A value on a tape, with the arithmetic that records more of them; the names are those that Kotlin reads as operators.
 *
 * <p>Shapes broadcast as in NumPy: sizes of 1 and missing outer axes stretch.
 *
 * @param tape the tape it is on
 * @param id its place there
 */
public record Var(Tape tape, int id) {
    /**
     * The computed value; valid until the tape is cleared.
     *
     * @throws IllegalStateException if the tape only records
     */
    public Tensor value() {
        return tape.value(id);
    }

    /** The value's shape. */
    public Shape shape() {
        return tape.entry(id).shape();
    }

    /** this + other. */
    public Var plus(Var other) {
        return tape.apply(new Plus(), this, other);
    }

    /** this - other. */
    public Var minus(Var other) {
        return tape.apply(new Minus(), this, other);
    }

    /** this * other, element by element. */
    public Var times(Var other) {
        return tape.apply(new Times(), this, other);
    }

    /** this / other, element by element. */
    public Var div(Var other) {
        return tape.apply(new Divide(), this, other);
    }

    /** -this. */
    public Var unaryMinus() {
        return scale(-1);
    }

    /** factor * this. */
    public Var scale(float factor) {
        return map(new Polynomial(0, factor));
    }

    /** this * this. */
    public Var square() {
        return map(new Polynomial(0, 0, 1));
    }

    /** A function of each element. */
    public Var map(Pointwise function) {
        return tape.apply(new Apply(function), this);
    }

    /** The matrix product [m, k] x [k, n] -> [m, n]. */
    public Var matmul(Var other) {
        return tape.apply(new MatMul(false, false), this, other);
    }

    /** The sum of all elements, of shape []. */
    public Var sum() {
        return sumTo(Shape.SCALAR);
    }

    /** The mean of all elements, of shape []. */
    public Var mean() {
        return sum().scale(1f / shape().count());
    }

    /** The sum over the axes along which {@code target} would have to stretch to reach this shape. */
    public Var sumTo(Shape target) {
        return shape().equals(target) ? this : tape.apply(new SumTo(target), this);
    }

    /** Stretches sizes of 1 and missing outer axes to reach the target. */
    public Var broadcastTo(Shape target) {
        return shape().equals(target) ? this : tape.apply(new BroadcastTo(target), this);
    }

    /** The same elements in another shape of the same count. */
    public Var reshape(Shape target) {
        return shape().equals(target) ? this : tape.apply(new Reshape(target), this);
    }

    /** Softmax of each row. */
    public Var softmax() {
        return tape.apply(new Softmax(), this);
    }

    /** log sum exp of each row: [.., n] -> [.., 1]. */
    public Var logSumExp() {
        return tape.apply(new LogSumExp(), this);
    }

    /** -log softmax(this)[target] of each row: [m, n] and class indexes [m, 1] -> [m, 1]. */
    public Var crossEntropy(Var target) {
        return tape.apply(new CrossEntropy(), this, target);
    }

    /** The same value, through which no derivative flows. */
    public Var stop() {
        return tape.apply(new Stop(), this);
    }

    @Override
    public String toString() {
        return "%" + id + " " + shape();
    }
}
