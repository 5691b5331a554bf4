package lanegrad.kernels;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The one species of float vectors that the kernels use; to be loaded only when {@link Cpu#VECTORS} is true. */
public final class Lanes {
    /** The species, a constant that the JIT compiler folds. */
    public static final VectorSpecies<Float> FLOATS =
            VectorShape.forBitSize(Cpu.BITS).withLanes(float.class);

    /** Floats in one vector. */
    public static final int LENGTH = FLOATS.length();

    private Lanes() {}

    /**
     * Whether the last of n floats, beyond whole vectors, should go in a masked vector: at 128 bits they are three at most,
     * and NEON has no masked loads.
     */
    public static boolean masked(int n) {
        return Cpu.BITS > 128 && n % LENGTH > 0;
    }
}
