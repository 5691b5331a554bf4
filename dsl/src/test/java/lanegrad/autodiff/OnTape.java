package lanegrad.autodiff;

import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** Matrices on a tape. */
final class OnTape implements Algebra<Var> {
    @Override
    public int rows(Var x) {
        return x.shape().size(0);
    }

    @Override
    public int columns(Var x) {
        return x.shape().size(1);
    }

    @Override
    public Var plus(Var x, Var y) {
        return x.plus(y);
    }

    @Override
    public Var minus(Var x, Var y) {
        return x.minus(y);
    }

    @Override
    public Var times(Var x, Var y) {
        return x.times(y);
    }

    @Override
    public Var div(Var x, Var y) {
        return x.div(y);
    }

    @Override
    public Var max(Var x, Var y) {
        return x.max(y);
    }

    @Override
    public Var min(Var x, Var y) {
        return x.min(y);
    }

    @Override
    public Var whereLess(Var x, Var y, Var first, Var second) {
        return x.lessThan(y).where(first, second);
    }

    @Override
    public Var scale(Var x, float factor) {
        return x.scale(factor);
    }

    @Override
    public Var square(Var x) {
        return x.square();
    }

    @Override
    public Var tanh(Var x) {
        return x.map(new Tanh());
    }

    @Override
    public Var sigmoid(Var x) {
        return x.map(new Sigmoid());
    }

    @Override
    public Var softplus(Var x) {
        return x.map(new Softplus());
    }

    @Override
    public Var exp(Var x) {
        return x.map(new Exp());
    }

    @Override
    public Var relu(Var x) {
        return x.map(new Relu());
    }

    @Override
    public Var matmul(Var x, Var y) {
        return x.matmul(y);
    }

    @Override
    public Var transpose(Var x) {
        return x.transpose();
    }

    @Override
    public Var reshape(Var x, int rows, int columns) {
        return x.reshape(Shape.of(rows, columns));
    }

    @Override
    public Var slice(Var x, int axis, int from, int to) {
        return x.slice(axis, from, to);
    }

    @Override
    public Var concat(Var x, Var y, int axis) {
        return x.concat(axis, y);
    }

    @Override
    public Var gather(Var x, int... numbers) {
        Tensor tensor = Tensor.zeros(Shape.of(numbers.length));
        for (int i = 0; i < numbers.length; i++) {
            tensor.data()[i] = numbers[i];
        }
        return x.gather(x.tape().constant(tensor));
    }

    @Override
    public Var sumOver(Var x, int axis) {
        return x.sumOver(axis);
    }

    @Override
    public Var maxOver(Var x, int axis) {
        return x.maxOver(axis);
    }

    @Override
    public Var softmax(Var x) {
        return x.softmax();
    }

    @Override
    public Var logSoftmax(Var x) {
        return x.logSoftmax();
    }

    @Override
    public Var logSumExp(Var x) {
        return x.logSumExp();
    }

    @Override
    public Var cholesky(Var x) {
        Tensor identity = Tensor.zeros(Shape.of(rows(x), rows(x)));
        for (int i = 0; i < rows(x); i++) {
            identity.data()[i * rows(x) + i] = 1;
        }
        return x.matmul(x.transpose()).plus(x.tape().constant(identity)).cholesky();
    }

    @Override
    public Var solve(Var x) {
        return cholesky(x).solveTriangular(false, x);
    }
}
