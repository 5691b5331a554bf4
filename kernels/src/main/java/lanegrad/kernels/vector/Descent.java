package lanegrad.kernels.vector;

/**
 * What the steps of all optimisers have in common: the rate, the decay of the weights, and how the gradient is read.
 *
 * <p>A step takes {@code min(max(scale g, -bound), bound) + l2 w} for the gradient, and first shrinks the weights to
 * (1 - rate decay) w. So the decay is decoupled from the gradient (Liquet, Moka, Nazarathy, (5.53)), and l2 is the
 * factor of the penalty l2/2 |w|^2 in the cost (Goodfellow et al., Deep Learning, 7.1.1).
 *
 * <p>Rate, decay and scale may be set anew for each step, so that no step allocates.
 */
public final class Descent {
    private final double l2;
    private final double bound;
    private double rate;
    private double decay;
    private double scale;

    /**
     * Settings, the first of a row of steps.
     *
     * @param rate the learning rate
     * @param decay the decoupled decay, 0 for none
     * @param l2 the factor of the penalty, 0 for none
     * @param scale multiplies the gradient: below 1 where its norm is clipped
     * @param bound the most that remains of an element of the gradient; infinity for any. Not a number stays so
     */
    public Descent(double rate, double decay, double l2, double scale, double bound) {
        this.l2 = l2;
        this.bound = bound;
        this.rate = rate;
        this.decay = decay;
        this.scale = scale;
    }

    /** The gradient as it is, and no decay. */
    public Descent(double rate) {
        this(rate, 0, 0, 1, Double.POSITIVE_INFINITY);
    }

    /** Sets what may differ in the next step, and returns this. */
    public Descent set(double nextRate, double nextDecay, double nextScale) {
        rate = nextRate;
        decay = nextDecay;
        scale = nextScale;
        return this;
    }

    double rate() {
        return rate;
    }

    double decay() {
        return decay;
    }

    double l2() {
        return l2;
    }

    double scale() {
        return scale;
    }

    double bound() {
        return bound;
    }
}
