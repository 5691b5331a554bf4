package lanegrad.kernels.pointwise;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.ConcurrentHashMap;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Specialised;

/**
 * Applies one {@link Binary} function to arrays, with a compiled loop of its own.
 *
 * <p>Equal functions share a loop. Long arrays are shared out by {@link Chunks}. No call allocates. The result may be written over an
 * argument at the same offset. Arrays are not checked here beyond Java's own bounds.
 */
public abstract class BinaryLoop {
    private static final ConcurrentHashMap<Binary, BinaryLoop> LOOPS = new ConcurrentHashMap<>();

    private final Sweep.Part both = (s, at, length) -> both(s.a, s.ao + at, s.b, s.bo + at, s.out, s.oo + at, length);
    private final Sweep.Part left = (s, at, length) -> left(s.number, s.b, s.bo + at, s.out, s.oo + at, length);
    private final Sweep.Part right = (s, at, length) -> right(s.a, s.ao + at, s.number, s.out, s.oo + at, length);

    BinaryLoop() {}

    /** The loop of this function. */
    public static BinaryLoop of(Binary f) {
        BinaryLoop known = LOOPS.get(f);
        return known != null ? known : LOOPS.computeIfAbsent(f, BinaryLoop::specialise);
    }

    private static BinaryLoop specialise(Binary f) {
        Class<?> template = Cpu.VECTORS ? BinaryVectorLoop.class : BinaryScalarLoop.class;
        return (BinaryLoop) Specialised.copy(MethodHandles.lookup(), template, f);
    }

    /** out = f(a, b), for n elements from the offsets. */
    public final void apply(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
        Sweep.run(both, a, ao, b, bo, 0, out, oo, n);
    }

    /** out = f(a, b) with one number a for all n elements. */
    public final void applyLeft(float a, float[] b, int bo, float[] out, int oo, int n) {
        Sweep.run(left, b, bo, b, bo, a, out, oo, n);
    }

    /** out = f(a, b) with one number b for all n elements. */
    public final void applyRight(float[] a, int ao, float b, float[] out, int oo, int n) {
        Sweep.run(right, a, ao, a, ao, b, out, oo, n);
    }

    abstract void both(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

    abstract void left(float a, float[] b, int bo, float[] out, int oo, int n);

    abstract void right(float[] a, int ao, float b, float[] out, int oo, int n);
}
