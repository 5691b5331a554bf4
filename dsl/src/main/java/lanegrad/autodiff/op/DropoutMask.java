package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A mask of 0 with probability {@code rate} and 1 / (1 - rate) otherwise, a function of the key and the step.
 *
 * <p>Inverted dropout (Liquet, Moka, Nazarathy, (5.47)): multiplied into activations it keeps their mean, so that
 * prediction needs no scaling (5.48). The step is an input, so that the same program runs at every step.
 *
 * @param key from {@link Philox#key}
 * @param rate the share dropped, at least 0 and below 1
 * @param target the mask's shape
 */
public record DropoutMask(long key, float rate, Shape target) implements Op {
    @Override
    public Shape shape(Shape... in) {
        return target;
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        float[] mask = new float[out.length];
        Philox.mask(key, StepNumber.number((float) in[0][0], (float) in[0][1]), rate, mask, 0, mask.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = mask[i];
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        float[] step = in[0].data();
        Philox.mask(key, StepNumber.number(step[0], step[1]), rate, out.data(), 0, out.count());
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }
}
