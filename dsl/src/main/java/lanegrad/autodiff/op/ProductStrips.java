package lanegrad.autodiff.op;

import lanegrad.autodiff.InStrips;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Factor;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.gemm.Packed;
import lanegrad.tensor.Tensor;

/**
 * The rows of a product A B, some at a time.
 *
 * @param given B, which may change between two runs
 * @param b what the strips read: B, or a packed one if each of them would pack it
 */
record ProductStrips(Matrix a, Matrix given, Factor b) implements InStrips.Strips {
    static ProductStrips of(Matrix a, Matrix b, int rows) {
        return new ProductStrips(a, b, Packed.paysOnce(rows, b) ? Packed.of(b) : b);
    }

    @Override
    public void begin() {
        if (b instanceof Packed packed) {
            packed.set(given);
        }
    }

    @Override
    public Runnable prepare(int from, Tensor strip) {
        Matrix rows = MatMul.rows(a, from, strip.shape().rows());
        Matrix c = MatMul.view(strip, false);
        return Gemm.prepare(rows, b, c, Epilogue.NONE);
    }
}
