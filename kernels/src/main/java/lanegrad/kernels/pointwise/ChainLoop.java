package lanegrad.kernels.pointwise;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.ConcurrentHashMap;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Specialised;

/**
 * Runs a {@link Chain} over arrays, with a compiled loop of its own.
 *
 * <p>Equal chains share a loop, and loops are kept for good. No call allocates. The result may be written over an array at
 * the same offset. Arrays are not checked here beyond Java's own bounds.
 */
public abstract class ChainLoop {
    private static final ConcurrentHashMap<Chain, ChainLoop> LOOPS = new ConcurrentHashMap<>();

    ChainLoop() {}

    /** The loop of this chain. */
    public static ChainLoop of(Chain chain) {
        ChainLoop known = LOOPS.get(chain);
        Class<?> template = Cpu.VECTORS ? ChainVectorLoop.class : ChainScalarLoop.class;
        return known != null ? known : LOOPS.computeIfAbsent(chain, _ -> copy(template, chain));
    }

    static ChainLoop copy(Class<?> template, Chain chain) {
        return (ChainLoop) Specialised.copy(MethodHandles.lookup(), template, chain);
    }

    /**
     * Computes n elements from {@code start}, counted from the offsets.
     *
     * @param in the array that the running value begins with, then those that links read
     * @param at the offset in each, or where its one number lies
     */
    public abstract void run(float[][] in, int[] at, float[] out, int oo, int start, int n);
}
