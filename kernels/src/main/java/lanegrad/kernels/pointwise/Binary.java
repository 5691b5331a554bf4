package lanegrad.kernels.pointwise;

/**
 * A function of two numbers, in double precision, as a float computes it, and as a vector does; the last two give the
 * same bits. The loops around it are written once, in {@link BinaryLoop}.
 */
public interface Binary {
    /** The definition in double precision. */
    double at(double a, double b);

    /** The float form, equal bit for bit to the vector form. */
    float at(float a, float b);

    /** The vector form; to be called only when {@link lanegrad.kernels.Cpu#VECTORS} is true. */
    BinaryLane lane();
}
