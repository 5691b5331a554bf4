package lanegrad.kernels.pointwise;

/**
 * A function of one number, together with its slope.
 *
 * <p>It says what it means in double precision, how a float computes it, and how a vector does; the last two give the
 * same bits. The loops around it are written once, in {@link PointwiseLoop}.
 */
public interface Pointwise {
    /** The definition in double precision. */
    double at(double x);

    /** The float form, equal bit for bit to the vector form. */
    float at(float x);

    /** The vector form; to be called only when {@link lanegrad.kernels.Cpu#VECTORS} is true. */
    Lane lane();

    /**
     * The derivative as another function: of the input, or of the output when {@link #slopeOfOutput()}.
     *
     * @throws UnsupportedOperationException if this function has none
     */
    Pointwise slope();

    /** Whether {@link #slope()} takes {@code y = f(x)} instead of x: f'(x) = slope().at(f(x)). */
    default boolean slopeOfOutput() {
        return false;
    }

    /**
     * Whether the vector form is so short that it may stand in a {@link Chain}: some five vector operations, written in at
     * most 35 bytecodes, which the compiler inlines whatever it has counted.
     *
     * <p>A loop with one call left in it is ten times slower. A longer function has a sweep for itself, beside which the
     * second pass over the array costs little.
     */
    default boolean isShort() {
        return false;
    }
}
