package lanegrad.loss;

import lanegrad.autodiff.Var;

/**
 * A distribution whose parameters the network predicts: how many it has, its negative log-likelihood, its prediction.
 *
 * <p>The network's last layer is affine with {@link #units} outputs z. (Goodfellow et al., section 6.3.2: the cost is
 * the negative log-likelihood of the output distribution.)
 */
public interface Output {
    /** What is to be predicted. */
    enum Target {
        /** One of several classes, given as an index. */
        CLASSES,
        /** One or several numbers. */
        NUMBERS
    }

    /**
     * The number of outputs of the last layer.
     *
     * @param size the number of classes, or of numbers
     * @throws IllegalArgumentException if this distribution can't have that size
     */
    int units(int size);

    /** What this distribution is over. */
    Target target();

    /** The negative log-likelihood of each row in nats: z [m, units], y [m, 1 or numbers] -> [m, 1]. */
    Var cost(Var z, Var y);

    /** The distribution's mean for each row: the probabilities of classes, or the numbers. */
    Var mean(Var z);

    /** The output that this one stands for, given what is to be predicted; all but {@link Auto} stand for themselves. */
    default Output resolve(Target target, int size) {
        return this;
    }

    /** The probabilities of both classes, given that of the second: [rows] -> [rows, 2]. */
    static float[] bothClasses(float[] second) {
        float[] both = new float[2 * second.length];
        for (int row = 0; row < second.length; row++) {
            both[2 * row] = 1 - second[row];
            both[2 * row + 1] = second[row];
        }
        return both;
    }
}
