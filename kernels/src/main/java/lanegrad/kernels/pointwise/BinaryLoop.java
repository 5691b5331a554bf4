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

    /** The loop for too few elements to fill a vector. */
    private BinaryLoop few = this;

    BinaryLoop() {}

    /** The loop of this function. */
    public static BinaryLoop of(Binary f) {
        BinaryLoop known = LOOPS.get(f);
        return known != null ? known : LOOPS.computeIfAbsent(f, BinaryLoop::specialise);
    }

    private static BinaryLoop specialise(Binary f) {
        BinaryLoop scalar = copy(BinaryScalarLoop.class, f);
        if (!Cpu.VECTORS) {
            return scalar;
        }
        BinaryLoop loop = copy(BinaryVectorLoop.class, f);
        loop.few = scalar;
        return loop;
    }

    private static BinaryLoop copy(Class<?> template, Binary f) {
        return (BinaryLoop) Specialised.copy(MethodHandles.lookup(), template, f);
    }

    /** The loop for n elements. */
    private BinaryLoop on(int n) {
        return n < Sweep.VECTOR ? few : this;
    }

    /** out = f(a, b), for n elements from the offsets. */
    public final void apply(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
        Sweep.run(on(n).both, a, ao, b, bo, 0, out, oo, n);
    }

    /** out = f(a, b) with one number a for all n elements. */
    public final void applyLeft(float a, float[] b, int bo, float[] out, int oo, int n) {
        Sweep.run(on(n).left, b, bo, b, bo, a, out, oo, n);
    }

    /** out = f(a, b) with one number b for all n elements. */
    public final void applyRight(float[] a, int ao, float b, float[] out, int oo, int n) {
        Sweep.run(on(n).right, a, ao, a, ao, b, out, oo, n);
    }

    abstract void both(float[] a, int ao, float[] b, int bo, float[] out, int oo, int n);

    abstract void left(float a, float[] b, int bo, float[] out, int oo, int n);

    abstract void right(float[] a, int ao, float b, float[] out, int oo, int n);
}
