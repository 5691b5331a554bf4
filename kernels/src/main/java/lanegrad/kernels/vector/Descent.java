package lanegrad.kernels.vector;

/**
 * What the steps of all optimisers have in common: the rate, the decay of the weights, and how the gradient is read.
 *
 * <p>A step takes {@code min(max(scale g, -bound), bound) + l2 w} for the gradient, and first shrinks the weights to
 * (1 - rate decay) w. So the decay is decoupled from the gradient (Liquet, Moka, Nazarathy, (5.53)), and l2 is the
 * factor of the penalty l2/2 |w|^2 in the cost (Goodfellow et al., Deep Learning, 7.1.1).
 *
 * @param rate the learning rate
 * @param decay the decoupled decay, 0 for none
 * @param l2 the factor of the penalty, 0 for none
 * @param scale multiplies the gradient: below 1 where its norm is clipped
 * @param bound the most that remains of an element of the gradient; infinity for any. Not a number stays so
 */
public record Descent(double rate, double decay, double l2, double scale, double bound) {
    /** The gradient as it is, and no decay. */
    public Descent(double rate) {
        this(rate, 0, 0, 1, Double.POSITIVE_INFINITY);
    }
}
