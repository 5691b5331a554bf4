package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Independent normal numbers of mean 0 and variance 1, a function of the key and the step.
 *
 * <p>The noise of a reparametrised sample m + s e (Goodfellow et al., (6.11)-(6.12)). The step is an input, so that the
 * same program runs at every step.
 *
 * @param key from {@link Philox#key}
 * @param target the noise's shape
 */
public record NormalNoise(long key, Shape target) implements Op {
    @Override
    public Shape shape(Shape... in) {
        return target;
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        float[] noise = new float[out.length];
        Philox.normal(key, StepNumber.number((float) in[0][0], (float) in[0][1]), noise, 0, noise.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = noise[i];
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        float[] step = in[0].data();
        Philox.normal(key, StepNumber.number(step[0], step[1]), out.data(), 0, out.count());
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }
}
