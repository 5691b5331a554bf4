package lanegrad.kernels.pointwise;

/**
 * The exponential linear unit: x if x > 0, else alpha (e^x - 1); its slope at 0 is alpha, its second derivative there too.
 *
 * <p>Clevert, Unterthiner, Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units (2016).
 *
 * @param alpha what it tends to on the left, without its sign, above 0
 */
public record Elu(float alpha) implements Special {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Elu {
        if (!(alpha > 0)) {
            throw new IllegalArgumentException("elu: expected an alpha above 0, got " + alpha);
        }
    }

    /** An alpha of 1: without a kink. */
    public Elu() {
        this(1);
    }

    @Override
    public Pointwise general() {
        return new ScaledElu(1, alpha);
    }
}
