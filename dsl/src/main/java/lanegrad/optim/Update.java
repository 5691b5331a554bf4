package lanegrad.optim;

import java.util.Arrays;
import lanegrad.autodiff.Effect;
import lanegrad.tensor.Tensor;

/**
 * An optimiser's step as the effect of a program: a parameter is changed by its gradient and the remembered tensors.
 *
 * @param optimizer the rule
 * @param step what this step is, set anew before each run
 */
public record Update(UpdateRule optimizer, Optimizer.Step step) implements Effect {
    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Runnable prepare(Tensor[] in) {
        return Updating.of(optimizer, in[0], in[1], Arrays.copyOfRange(in, 2, in.length), step);
    }

    @Override
    public String name() {
        return optimizer.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
