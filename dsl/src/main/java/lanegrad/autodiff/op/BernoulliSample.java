package lanegrad.autodiff.op;

import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * 1 with probability p and 0 otherwise, for each p and a step, a function of the key and the step's number.
 *
 * <p>A small change of p hardly ever changes the sample, so that no derivative flows (Goodfellow et al., section 6.5.1):
 * estimate it instead.
 *
 * @param key from {@link Philox#key}
 */
public record BernoulliSample(long key) implements Op {
    @Override
    public Shape shape(Shape... in) {
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        float[] uniform = new float[out.length];
        Philox.uniform(key, StepNumber.number((float) in[1][0], (float) in[1][1]), uniform, 0, uniform.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = uniform[i] < in[0][i] ? 1 : 0;
        }
    }

    @Override
    public void compute(Tensor[] in, Tensor out) {
        float[] p = in[0].data();
        float[] step = in[1].data();
        float[] sample = out.data();
        Philox.uniform(key, StepNumber.number(step[0], step[1]), sample, 0, sample.length);
        for (int i = 0; i < sample.length; i++) {
            sample[i] = sample[i] < p[i] ? 1 : 0;
        }
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }
}
