package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * The lower triangular L with L L^T = A and a positive diagonal, for symmetric positive definite matrices A: [.., n, n]
 * -> [.., n, n]. Of an A that isn't symmetric (A + A^T) / 2 is taken.
 *
 * <p>An A that isn't positive definite gives NaN. With G the gradient of L and P the lower triangle of L^T G with its
 * diagonal halved, A receives the symmetric part of L^-T P L^-1. Each sum runs in double precision; sizes are meant to be
 * small.
 */
public record Cholesky() implements Op {
    @Override
    public Shape shape(Shape... in) {
        Square.size(in[0]);
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int n = shapes[0].size(-1);
        for (int at = 0; at < out.length; at += n * n) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double symmetric = (in[0][at + i * n + j] + in[0][at + j * n + i]) / 2;
                    out[at + i * n + j] = j <= i ? entry(symmetric, i, j, out, at, n) : 0;
                }
            }
        }
    }

    private static double entry(double symmetric, int i, int j, double[] factor, int at, int n) {
        double rest = symmetric;
        for (int k = 0; k < j; k++) {
            rest -= factor[at + i * n + k] * factor[at + j * n + k];
        }
        return i == j ? Math.sqrt(rest) : rest / factor[at + j * n + j];
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        int n = out.shape().size(-1);
        float[] factor = out.data();
        Arrays.fill(factor, 0);
        for (int at = 0; at < factor.length; at += n * n) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    factor[at + i * n + j] = entry(in[0].data(), i, j, factor, at, n);
                }
            }
        }
    }

    private static float entry(float[] a, int i, int j, float[] factor, int at, int n) {
        double rest = ((double) a[at + i * n + j] + a[at + j * n + i]) / 2;
        for (int k = 0; k < j; k++) {
            rest -= (double) factor[at + i * n + k] * factor[at + j * n + k];
        }
        return (float) (i == j ? Math.sqrt(rest) : rest / factor[at + j * n + j]);
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Tape tape = gradient.tape();
        Var product = tape.apply(new MatMul(true, false), out, gradient);
        Var lower = tape.apply(new LowerTriangle(0.5f), product);
        Var left = out.solveTriangular(true, lower);
        Var both = out.solveTriangular(true, left.transpose());
        return both.plus(both.transpose()).scale(0.5f);
    }
}
