package lanegrad.autodiff.op;

import java.util.List;
import java.util.stream.IntStream;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Chained.Stage;
import lanegrad.kernels.pointwise.Compare.Relation;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** Operations with inputs on which to check them. */
final class OpSamples {
    /** An operation, its inputs, and which of these it is differentiable in. */
    record Sample(Op op, Tensor[] inputs, int... differentiable) {
        Var[] smooth(Var[] in) {
            return IntStream.of(differentiable).mapToObj(i -> in[i]).toArray(Var[]::new);
        }

        @Override
        public String toString() {
            return op + " of " + List.of(inputs).stream().map(Tensor::shape).toList();
        }
    }

    private OpSamples() {}

    static List<Sample> all() {
        return List.of(
                one(new Apply(new Tanh()), 3, 4),
                one(new Apply(new Relu()), 3, 4),
                one(new Apply(new Sigmoid()), 5),
                one(new Apply(new Softplus()), 5),
                one(new Apply(new Exp()), 5),
                one(new Apply(new Polynomial(1, -2, 0.5f)), 2, 3),
                two(new ApplyBackward(new Polynomial(1, 0, -1)), Shape.of(3, 4), Shape.of(3, 4)),
                two(new ApplyBackward(new Sigmoid()), Shape.of(7), Shape.of(7)),
                two(new Plus(), Shape.of(3, 4), Shape.of(3, 4)),
                two(new Plus(), Shape.of(3, 4), Shape.of(4)),
                two(new Minus(), Shape.of(3, 1), Shape.of(3, 4)),
                two(new Times(), Shape.of(3, 4), Shape.of(3, 1)),
                two(new Times(), Shape.SCALAR, Shape.of(2, 3, 4)),
                two(new Times(), Shape.of(2, 1, 4), Shape.of(3, 1)),
                new Sample(new Divide(), new Tensor[] {normal(3, Shape.of(3, 4)), positive(4, Shape.of(4))}, 0, 1),
                one(new SumTo(Shape.SCALAR), 3, 4),
                one(new SumTo(Shape.of(4)), 3, 4),
                one(new SumTo(Shape.of(3, 1)), 3, 4),
                one(new SumTo(Shape.of(2, 1, 4)), 2, 3, 4),
                one(new BroadcastTo(Shape.of(3, 4)), 3, 1),
                one(new BroadcastTo(Shape.of(3, 4)), 4),
                one(new Reshape(Shape.of(2, 6)), 3, 4),
                new Sample(new Stop(), new Tensor[] {normal(3, Shape.of(4))}),
                two(new MatMul(false, false), Shape.of(3, 4), Shape.of(4, 5)),
                two(new MatMul(true, false), Shape.of(4, 3), Shape.of(4, 5)),
                two(new MatMul(false, true), Shape.of(3, 4), Shape.of(5, 4)),
                two(new MatMul(true, true), Shape.of(4, 3), Shape.of(5, 4)),
                new Sample(
                        new Affine(),
                        new Tensor[] {normal(3, Shape.of(3, 4)), normal(4, Shape.of(4, 5)), normal(5, Shape.of(5))},
                        0,
                        1,
                        2),
                three(
                        new MatMulBackward(new MatMul(false, true), new ApplyBackward(new Sigmoid())),
                        Shape.of(3, 4),
                        Shape.of(5, 4),
                        Shape.of(3, 5)),
                three(
                        new MatMulBackward(new MatMul(true, false), new ApplyBackward(new Polynomial(1, 0, -1))),
                        Shape.of(2, 4, 3),
                        Shape.of(2, 4, 5),
                        Shape.of(2, 3, 5)),
                three(
                        new Chained(List.of(
                                new Stage(new Minus(), 0),
                                new Stage(new Apply(new Polynomial(0, 0, 1)), 0),
                                new Stage(new Times(), 1))),
                        Shape.of(3, 4),
                        Shape.of(4),
                        Shape.of(3, 1)),
                three(
                        new Chained(List.of(
                                new Stage(new ApplyBackward(new Polynomial(1, 0, -1)), 1), new Stage(new Minus(), 1))),
                        Shape.of(3, 4),
                        Shape.of(3, 4),
                        Shape.SCALAR),
                two(
                        new Chained(List.of(new Stage(new Times(), 0), new Stage(new Apply(new Relu()), 0))),
                        Shape.of(3, 1),
                        Shape.of(4)),
                two(
                        new Chained(List.of(new Stage(new Times(), 0), new Stage(new Apply(new Relu()), 0))),
                        Shape.SCALAR,
                        Shape.of(3, 4)),
                two(
                        new Chained(List.of(new Stage(new Minus(), 0), new Stage(new Apply(new Relu()), 0))),
                        Shape.of(2, 3, 1),
                        Shape.of(3, 1)),
                two(
                        new Chained(List.of(
                                new Stage(new ApplyBackward(new Polynomial(1, 0, -1)), 1),
                                new Stage(new Apply(new Relu()), 0))),
                        Shape.of(1, 1),
                        Shape.of(1, 1)),
                one(new Softmax(), 3, 5),
                one(new LogSumExp(), 3, 5),
                new Sample(new CrossEntropy(), new Tensor[] {normal(3, Shape.of(3, 5)), classes(3, 5)}, 0),
                new Sample(
                        new CrossEntropyGradient(),
                        new Tensor[] {normal(3, Shape.of(3, 5)), classes(3, 5), normal(4, Shape.of(3, 1))},
                        0,
                        2),
                two(new SoftCrossEntropy(), Shape.of(3, 5), Shape.of(3, 5)),
                new Sample(
                        new SoftCrossEntropyGradient(),
                        new Tensor[] {normal(3, Shape.of(3, 5)), normal(5, Shape.of(3, 5)), normal(4, Shape.of(3, 1))},
                        0,
                        1,
                        2),
                new Sample(new NormalNoise(43, Shape.of(3, 4)), new Tensor[] {StepNumber.tensor(7)}),
                new Sample(new BernoulliSample(42), new Tensor[] {uniform(3, 4), StepNumber.tensor(7)}),
                new Sample(new LogFactorial(), new Tensor[] {classes(5, 40)}),
                new Sample(new DropoutMask(42, 0.25f, Shape.of(3, 4)), new Tensor[] {StepNumber.tensor(7)}),
                two(new Maximum(), Shape.of(3, 4), Shape.of(4)),
                two(new Minimum(), Shape.of(3, 1), Shape.of(3, 4)),
                new Sample(new Compare(Relation.LESS), new Tensor[] {normal(3, Shape.of(5)), normal(4, Shape.of(5))}),
                new Sample(new Fill(0.5f, Shape.of(2, 3)), new Tensor[0]),
                new Sample(
                        new Where(),
                        new Tensor[] {classes(3, 2), normal(3, Shape.of(3, 4)), normal(4, Shape.of(4))},
                        1,
                        2),
                one(new Max(1), 2, 3, 4),
                one(new Max(-1), 3, 4),
                new Sample(new ArgMax(-1), new Tensor[] {normal(3, Shape.of(3, 4))}),
                new Sample(new ArgMax(0), new Tensor[] {normal(3, Shape.of(3, 4))}),
                new Sample(new OneHot(1, 5), new Tensor[] {classes(3, 5)}),
                new Sample(new OneHot(0, 3), new Tensor[] {Tensor.of(Shape.of(1, 4), 2, 0, 1, 2)}),
                one(new LogSoftmax(), 3, 5),
                one(new Slice(1, 1, 3), 2, 4, 3),
                one(new Slice(-1, 0, 2), 3, 4),
                one(new Pad(0, 1, 2), 3, 2),
                one(new Pad(-1, 0, 1), 2, 3),
                two(new Concat(1), Shape.of(2, 3), Shape.of(2, 4)),
                two(new Concat(-2), Shape.of(2, 1, 3), Shape.of(2, 2, 3)),
                new Sample(new Gather(), new Tensor[] {normal(3, Shape.of(4, 2)), Tensor.of(Shape.of(3), 2, 0, 2)}, 0),
                new Sample(
                        new ScatterAdd(4),
                        new Tensor[] {normal(3, Shape.of(3, 2)), Tensor.of(Shape.of(3), 2, 0, 2)},
                        0),
                one(new Transpose(), 2, 3, 4),
                two(new MatMul(false, true), Shape.of(2, 3, 4), Shape.of(2, 5, 4)),
                two(new MatMul(true, false), Shape.of(2, 4, 3), Shape.of(2, 4, 5)),
                new Sample(new Cholesky(), new Tensor[] {definite(5, Shape.of(4, 4))}, 0),
                new Sample(new Cholesky(), new Tensor[] {definite(5, Shape.of(2, 3, 3))}, 0),
                new Sample(
                        new TriangularSolve(false),
                        new Tensor[] {definite(6, Shape.of(4, 4)), normal(4, Shape.of(4, 2))},
                        0,
                        1),
                new Sample(
                        new TriangularSolve(true),
                        new Tensor[] {definite(6, Shape.of(2, 3, 3)), normal(4, Shape.of(2, 3, 1))},
                        0,
                        1),
                one(new Moments(), 5, 3),
                three(new Normalise(false, 1e-3), Shape.of(5, 3), Shape.of(3), Shape.of(3)),
                three(new Normalise(true, 1e-3), Shape.of(2, 3, 4), Shape.of(4), Shape.of(4)),
                three(new NormaliseGradient(new Normalise(false, 1e-3)), Shape.of(5, 3), Shape.of(3), Shape.of(5, 3)),
                three(new NormaliseGradient(new Normalise(true, 1e-3)), Shape.of(3, 4), Shape.of(4), Shape.of(3, 4)),
                one(new LowerTriangle(0.5f), 2, 3, 3),
                one(new Diagonal(), 2, 3, 3),
                one(new DiagonalMatrix(), 2, 3, 1),
                new Sample(new ScaleGradient(-2), new Tensor[] {normal(3, Shape.of(4))}));
    }

    static Tensor normal(long stream, Shape shape) {
        Tensor tensor = Tensor.zeros(shape);
        Philox.normal(Philox.key(1, "samples"), stream, tensor.data(), 0, tensor.count());
        return tensor;
    }

    private static Tensor uniform(int... sizes) {
        Tensor tensor = Tensor.zeros(Shape.of(sizes));
        Philox.uniform(Philox.key(2, "samples"), 0, tensor.data(), 0, tensor.count());
        return tensor;
    }

    private static Tensor positive(long stream, Shape shape) {
        Tensor tensor = normal(stream, shape);
        for (int i = 0; i < tensor.count(); i++) {
            tensor.data()[i] = 1 + Math.abs(tensor.data()[i]);
        }
        return tensor;
    }

    /** Matrices near 3 I: their symmetric part is positive definite. */
    private static Tensor definite(long stream, Shape shape) {
        Tensor tensor = normal(stream, shape);
        int n = shape.columns();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.data()[i] = 0.3f * tensor.data()[i] + (i / n % n == i % n ? 3 : 0);
        }
        return tensor;
    }

    private static Tensor classes(int rows, int classes) {
        Tensor tensor = Tensor.zeros(Shape.of(rows, 1));
        for (int row = 0; row < rows; row++) {
            tensor.data()[row] = row * 2 % classes;
        }
        return tensor;
    }

    private static Sample one(Op op, int... sizes) {
        return new Sample(op, new Tensor[] {normal(3, Shape.of(sizes))}, 0);
    }

    private static Sample two(Op op, Shape a, Shape b) {
        return new Sample(op, new Tensor[] {normal(3, a), normal(4, b)}, 0, 1);
    }

    private static Sample three(Op op, Shape a, Shape b, Shape c) {
        return new Sample(op, new Tensor[] {normal(3, a), normal(4, b), normal(5, c)}, 0, 1, 2);
    }
}
