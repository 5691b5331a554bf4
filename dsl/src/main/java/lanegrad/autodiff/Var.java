package lanegrad.autodiff;

import lanegrad.autodiff.op.Apply;
import lanegrad.autodiff.op.ArgMax;
import lanegrad.autodiff.op.BroadcastTo;
import lanegrad.autodiff.op.Cholesky;
import lanegrad.autodiff.op.Compare;
import lanegrad.autodiff.op.Concat;
import lanegrad.autodiff.op.CrossEntropy;
import lanegrad.autodiff.op.Diagonal;
import lanegrad.autodiff.op.Divide;
import lanegrad.autodiff.op.Gather;
import lanegrad.autodiff.op.LogSoftmax;
import lanegrad.autodiff.op.LogSumExp;
import lanegrad.autodiff.op.LowerTriangle;
import lanegrad.autodiff.op.MatMul;
import lanegrad.autodiff.op.Max;
import lanegrad.autodiff.op.Maximum;
import lanegrad.autodiff.op.Minimum;
import lanegrad.autodiff.op.Minus;
import lanegrad.autodiff.op.OneHot;
import lanegrad.autodiff.op.Plus;
import lanegrad.autodiff.op.Reshape;
import lanegrad.autodiff.op.ScaleGradient;
import lanegrad.autodiff.op.Slice;
import lanegrad.autodiff.op.SoftCrossEntropy;
import lanegrad.autodiff.op.Softmax;
import lanegrad.autodiff.op.Stop;
import lanegrad.autodiff.op.SumTo;
import lanegrad.autodiff.op.Times;
import lanegrad.autodiff.op.Transpose;
import lanegrad.autodiff.op.TriangularSolve;
import lanegrad.autodiff.op.Where;
import lanegrad.kernels.pointwise.Compare.Relation;
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

    /** The greater of this and the other, element by element. */
    public Var max(Var other) {
        return tape.apply(new Maximum(), this, other);
    }

    /** The lesser of this and the other, element by element. */
    public Var min(Var other) {
        return tape.apply(new Minimum(), this, other);
    }

    /** 1 where {@code this < other}, else 0. */
    public Var lessThan(Var other) {
        return tape.apply(new Compare(Relation.LESS), this, other);
    }

    /** 1 where {@code this <= other}, else 0. */
    public Var atMost(Var other) {
        return tape.apply(new Compare(Relation.AT_MOST), this, other);
    }

    /** 1 where this equals the other, else 0. */
    public Var equalTo(Var other) {
        return tape.apply(new Compare(Relation.EQUAL), this, other);
    }

    /** Where this isn't 0 the first, elsewhere the second; what isn't taken has no influence. */
    public Var where(Var first, Var second) {
        return tape.apply(new Where(), this, first, second);
    }

    /** The matrix product [.., m, k] x [.., k, n] -> [.., m, n]. */
    public Var matmul(Var other) {
        return tape.apply(new MatMul(false, false), this, other);
    }

    /** The lower triangular L with L L^T = this, for symmetric positive definite matrices [.., n, n]; NaN for others. */
    public Var cholesky() {
        return tape.apply(new Cholesky(), this);
    }

    /** The X with L X = right, or L^T X = right, where L is the lower triangle of this: [.., n, n], [.., n, m]. */
    public Var solveTriangular(boolean transposed, Var right) {
        return tape.apply(new TriangularSolve(transposed), this, right);
    }

    /** The lower triangle, the diagonal included, and 0 above it: [.., n, n]. */
    public Var lowerTriangle() {
        return tape.apply(new LowerTriangle(1), this);
    }

    /** The diagonal as a column: [.., n, n] -> [.., n, 1]; with a logarithm, a sum and {@link #cholesky} log det. */
    public Var diagonal() {
        return tape.apply(new Diagonal(), this);
    }

    /** The sum of all elements, of shape []. */
    public Var sum() {
        return sumTo(Shape.SCALAR);
    }

    /** The mean of all elements, of shape []. */
    public Var mean() {
        return sum().scale(1f / shape().count());
    }

    /** The sum over some axes, which are left with size 1; axes below 0 count from the end. */
    public Var sumOver(int... axes) {
        Shape target = shape();
        for (int axis : axes) {
            target = target.with(axis, 1);
        }
        return sumTo(target);
    }

    /** The mean over some axes, which are left with size 1. */
    public Var meanOver(int... axes) {
        Var sum = sumOver(axes);
        return sum.scale((float) sum.shape().count() / shape().count());
    }

    /** The mean squared distance from the mean over some axes, which are left with size 1. */
    public Var varianceOver(int... axes) {
        return minus(meanOver(axes)).square().meanOver(axes);
    }

    /** The greatest along an axis, which is left with size 1; the derivative flows to the first of equals. */
    public Var maxOver(int axis) {
        return tape.apply(new Max(axis), this);
    }

    /** The place of the greatest along an axis, which is left with size 1; the first of equals. */
    public Var argMaxOver(int axis) {
        return tape.apply(new ArgMax(axis), this);
    }

    /** Stretches an axis of size 1 that holds a place: 1 at that place, else 0. */
    public Var oneHot(int axis, int size) {
        return tape.apply(new OneHot(axis, size), this);
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

    /** Exchanges the last two axes. */
    public Var transpose() {
        return tape.apply(new Transpose(), this);
    }

    /** The part from {@code from} up to and without {@code to} along an axis. */
    public Var slice(int axis, int from, int to) {
        return tape.apply(new Slice(axis, from, to), this);
    }

    /** This and others one after another along an axis. */
    public Var concat(int axis, Var... others) {
        Var[] all = new Var[others.length + 1];
        all[0] = this;
        System.arraycopy(others, 0, all, 1, others.length);
        return tape.apply(new Concat(axis), all);
    }

    /** The rows with these numbers: this [n, ..], numbers [m] -> [m, ..]. */
    public Var gather(Var numbers) {
        return tape.apply(new Gather(), this, numbers);
    }

    /** Softmax of each row. */
    public Var softmax() {
        return tape.apply(new Softmax(), this);
    }

    /** log softmax of each row, exact also where softmax is 0. */
    public Var logSoftmax() {
        return tape.apply(new LogSoftmax(), this);
    }

    /** log sum exp of each row: [.., n] -> [.., 1]. */
    public Var logSumExp() {
        return tape.apply(new LogSumExp(), this);
    }

    /** -log softmax(this)[target] of each row: [m, n] and class indexes [m, 1] -> [m, 1]. */
    public Var crossEntropy(Var target) {
        return tape.apply(new CrossEntropy(), this, target);
    }

    /** -sum_k target_k log softmax(this)_k of each row: [m, n] and probabilities [m, n] -> [m, 1]. */
    public Var softCrossEntropy(Var target) {
        return tape.apply(new SoftCrossEntropy(), this, target);
    }

    /** The same value, through which the derivative flows times a factor. */
    public Var scaleGradient(float factor) {
        return tape.apply(new ScaleGradient(factor), this);
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
