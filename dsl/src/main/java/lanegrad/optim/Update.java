package lanegrad.optim;

import java.util.Arrays;
import java.util.Locale;
import lanegrad.autodiff.Effect;
import lanegrad.autodiff.InStrips;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An optimiser's step as the effect of a program: a parameter is changed by its gradient and the remembered tensors.
 *
 * @param rule the optimiser's
 * @param step what this step is, set anew before each run
 */
public record Update(UpdateRule rule, Optimizer.Step step) implements Effect {
    /** Which of the tensors the gradient is; the remembered ones follow. */
    static final int GRADIENT = 1;

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Runnable prepare(Tensor[] in) {
        Updating updating = updating(in, GRADIENT + 1);
        Tensor gradient = in[GRADIENT];
        return () -> updating.run(0, gradient);
    }

    /** The updates of the first of some tensors; those from {@code state} on are remembered. */
    Updating updating(Tensor[] in, int state) {
        return Updating.of(rule, in[0], Arrays.copyOfRange(in, state, in.length), step);
    }

    @Override
    public @Nullable Effect after(InStrips first, int input) {
        return input == GRADIENT && rule.inParts() ? new UpdateInStrips(first, this) : null;
    }

    @Override
    public String name() {
        return rule.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
