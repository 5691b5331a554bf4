package lanegrad.autodiff;

import lanegrad.autodiff.op.Apply;
import lanegrad.autodiff.op.Softmax;
import lanegrad.autodiff.op.SumTo;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Log1p;
import lanegrad.kernels.pointwise.LogSigmoid;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import org.jspecify.annotations.Nullable;

/**
 * Logarithms of what overflows or rounds to 0, in forms that do neither (Goodfellow et al., sections 4.1 and 6.2.2.3).
 *
 * <table>
 * <caption>What is written, and what is recorded</caption>
 * <tr><td>log(softmax(z))</td><td>log-softmax(z)</td></tr>
 * <tr><td>log(sum_k exp(z_k)) along rows</td><td>log-sum-exp(z)</td></tr>
 * <tr><td>log(sigmoid(z))</td><td>log-sigmoid(z)</td></tr>
 * <tr><td>log(1 + exp(z)) by {@code Log1p}</td><td>softplus(z)</td></tr>
 * </table>
 *
 * They are put in as operations are recorded, so that a tape that computes and a program give the same bits.
 */
final class StableForms {
    private StableForms() {}

    /** The stable form of an operation on an input, or null if it needs none. */
    static @Nullable Var of(Op op, Var... in) {
        if (op.equals(new Apply(new Log()))) {
            return logarithm(in[0]);
        }
        boolean isSoftplus = op.equals(new Apply(new Log1p())) && isMap(in[0], new Exp());
        return isSoftplus ? input(in[0]).map(new Softplus()) : null;
    }

    private static @Nullable Var logarithm(Var of) {
        if (op(of) instanceof Softmax) {
            return input(of).logSoftmax();
        }
        if (isMap(of, new Sigmoid())) {
            return input(of).map(new LogSigmoid());
        }
        boolean isRowSum = op(of) instanceof SumTo && of.shape().rank() > 0;
        if (isRowSum
                && isMap(input(of), new Exp())
                && of.shape().equals(input(of).shape().with(-1, 1))) {
            return input(input(of)).logSumExp();
        }
        return null;
    }

    private static boolean isMap(Var value, Pointwise function) {
        return new Apply(function).equals(op(value));
    }

    private static @Nullable Op op(Var value) {
        return value.tape().entry(value.id()) instanceof Entry.Applied applied ? applied.op() : null;
    }

    private static Var input(Var value) {
        return new Var(value.tape(), value.tape().entry(value.id()).inputs()[0]);
    }
}
