package lanegrad.autodiff.op;

import java.util.Objects;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.RightFactor;
import lanegrad.autodiff.Var;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Factor;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.pointwise.Identity;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Y = f(X W + b) for rows X: [m, k], [k, n], [n] -> [m, n] (Liquet, Moka, Nazarathy, (5.2)); b and f are applied while a
 * tile of the product is in cache.
 *
 * @param function f
 */
public record Affine(Pointwise function) implements RightFactor, Prepared {
    private static final MatMul PRODUCT = new MatMul(false, false);

    /** With the identity for f. */
    public Affine() {
        this(new Identity());
    }

    @Override
    public Shape shape(Shape... in) {
        if (in[0].rank() != 2 || in[1].rank() != 2) {
            throw new ShapeException("expected rows [m, k] and weights [k, n], got %s and %s".formatted(in[0], in[1]));
        }
        Shape product = PRODUCT.shape(in[0], in[1]);
        if (!in[2].equals(Shape.of(product.size(1)))) {
            throw new ShapeException(
                    "the bias must be [%d] for weights %s, but is %s".formatted(product.size(1), in[1], in[2]));
        }
        return product;
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        PRODUCT.define(in, shapes, out);
        int n = shapes[1].size(1);
        for (int i = 0; i < out.length; i++) {
            out[i] = function.at(out[i] + in[2][i % n]);
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        return prepareWith(right(in[1]), in, out);
    }

    @Override
    public Matrix right(Tensor given) {
        return MatMul.view(given, false);
    }

    @Override
    public Runnable prepareWith(Factor w, Tensor[] in, Tensor out) {
        Matrix x = MatMul.view(in[0], false);
        Matrix y = MatMul.view(out, false);
        return Gemm.prepare(x, w, y, epilogue(in[2]));
    }

    private Epilogue epilogue(Tensor offset) {
        Epilogue bias = Epilogue.bias(offset.data(), 0);
        return isPlain() ? bias : bias.then(function);
    }

    @Override
    public boolean byRows(int input, Shape... in) {
        return input == 0;
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        return PRODUCT.prepareRows(in, out, from, count, epilogue(in[2]));
    }

    @Override
    public long flops(Shape[] in, Shape out) {
        return PRODUCT.flops(in, out) + out.count() * (isPlain() ? 1L : 2L);
    }

    @Override
    public @Nullable Op then(Op next, int input) {
        return isPlain() && next instanceof Apply apply ? new Affine(apply.function()) : null;
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        if (!isPlain()) {
            Var plain = gradient.tape().apply(new Affine(), in);
            Var before = new Apply(function).vjp(0, new Var[] {plain}, out, gradient);
            return new Affine().vjp(input, in, plain, before);
        }
        return input == 2
                ? gradient.sumTo(in[2].shape())
                : Objects.requireNonNull(PRODUCT.vjp(input, in, out, gradient));
    }

    private boolean isPlain() {
        return function instanceof Identity;
    }

    @Override
    public String name() {
        return isPlain() ? "affine" : "affine+" + new Apply(function).name();
    }
}
