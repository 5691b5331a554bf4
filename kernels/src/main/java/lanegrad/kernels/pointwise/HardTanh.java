package lanegrad.kernels.pointwise;

/**
 * The hard tanh max(-1, min(1, x)); its slope is 1 between the bounds and 0 at them and outside, its second derivative 0.
 *
 * <p>Goodfellow et al., Deep Learning, 6.3.3.
 */
public record HardTanh() implements Special {
    private static final Ramp GENERAL = new Ramp(-1, 1, 1, 0);

    @Override
    public Pointwise general() {
        return GENERAL;
    }
}
