package lanegrad.kernels.pointwise;

/**
 * The hard sigmoid max(0, min(1, x / 6 + 1 / 2)); its slope is 1/6 between the bounds and 0 at them and outside, its second
 * derivative 0.
 *
 * <p>Howard et al., Searching for MobileNetV3 (2019).
 */
public record HardSigmoid() implements Special {
    private static final Ramp GENERAL = new Ramp(0, 1, 1 / 6f, 0.5f);

    @Override
    public Pointwise general() {
        return GENERAL;
    }
}
