package lanegrad.kernels.pointwise;

/**
 * The scaled exponential linear unit, whose repetition draws means to 0 and variances to 1: 1.0507 x if x > 0, else 1.7581
 * (e^x - 1); its slope at 0 is that of the left side, 1.7581, its second derivative there too.
 *
 * <p>Klambauer, Unterthiner, Mayr, Hochreiter, Self-Normalizing Neural Networks (2017), (2) and (14).
 */
public record Selu() implements Special {
    private static final ScaledElu GENERAL = new ScaledElu(1.05070098f, 1.75809934f);

    @Override
    public Pointwise general() {
        return GENERAL;
    }
}
