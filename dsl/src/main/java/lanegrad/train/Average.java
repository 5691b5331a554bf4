package lanegrad.train;

import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.kernels.vector.Axpy;
import lanegrad.tensor.Tensor;

/**
 * The mean of the parameters of all steps so far, in which those of i steps ago weigh decay^i (Polyak, Juditsky, 1992,
 * with exponential weights): {@code a <- a + (1 - decay) / (1 - decay^t) (w - a)} at step t.
 */
final class Average {
    private final List<Parameter> parameters;
    private final double decay;
    private final List<Tensor> other;

    /** An average; with a decay of 0 it is the parameters themselves. */
    Average(List<Parameter> parameters, double decay) {
        this.parameters = parameters;
        this.decay = decay;
        other = decay == 0
                ? List.of()
                : parameters.stream().map(parameter -> parameter.value().copy()).toList();
    }

    /** Takes the parameters after step t, from 1, into the mean. */
    void follow(long t) {
        float share = (float) ((1 - decay) / (1 - StrictMath.pow(decay, (double) t)));
        for (int i = 0; i < other.size(); i++) {
            float[] mean = other.get(i).data();
            float[] now = parameters.get(i).value().data();
            Axpy.run(-share, mean, 0, mean, 0, mean.length);
            Axpy.run(share, now, 0, mean, 0, mean.length);
        }
    }

    /** Puts the mean into the parameters, or, the next time, the parameters back. */
    void swap() {
        for (int i = 0; i < other.size(); i++) {
            float[] mean = other.get(i).data();
            float[] now = parameters.get(i).value().data();
            float[] kept = now.clone();
            System.arraycopy(mean, 0, now, 0, now.length);
            System.arraycopy(kept, 0, mean, 0, now.length);
        }
    }
}
