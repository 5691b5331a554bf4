package lanegrad.train;

import java.util.List;
import lanegrad.autodiff.Effect;
import lanegrad.optim.Clip;
import lanegrad.optim.Optimizer;
import lanegrad.tensor.Tensor;

/**
 * Tells the updates to come how much of the gradients to take.
 *
 * @param clip the limit
 * @param steps the settings of the updates, in the order of the gradients
 */
record Clipping(Clip clip, List<Optimizer.Step> steps) implements Effect {
    @Override
    public Runnable prepare(Tensor[] in) {
        List<Tensor> gradients = List.of(in);
        double[] scales = new double[in.length];
        return () -> {
            clip.scales(gradients, scales);
            for (int i = 0; i < scales.length; i++) {
                steps.get(i).scale(scales[i]);
            }
        };
    }
}
