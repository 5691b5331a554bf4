package lanegrad.kernels.pointwise;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.ConcurrentHashMap;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Specialised;

/**
 * Applies one {@link Pointwise} function to arrays, with a compiled loop of its own.
 *
 * <p>Equal functions share a loop, and loops are kept for good: a number that changes during training belongs in an
 * argument of {@link BinaryLoop}, not in a function's record. Long arrays are shared out by {@link Chunks}. No
 * call allocates.
 * Arrays are not checked here beyond Java's own bounds.
 */
public abstract class PointwiseLoop {
    private static final ConcurrentHashMap<Pointwise, PointwiseLoop> LOOPS = new ConcurrentHashMap<>();

    private final Sweep.Part forward = (s, at, length) -> forward(s.a, s.ao + at, s.out, s.oo + at, length);
    private final Sweep.Part backward =
            (s, at, length) -> times(s.a, s.ao + at, s.b, s.bo + at, s.out, s.oo + at, length);

    PointwiseLoop() {}

    /** The loop of this function. */
    public static PointwiseLoop of(Pointwise f) {
        PointwiseLoop known = LOOPS.get(f);
        return known != null ? known : LOOPS.computeIfAbsent(f, PointwiseLoop::specialise);
    }

    static PointwiseLoop specialise(Pointwise f) {
        Class<?> template = Cpu.VECTORS ? PointwiseVectorLoop.class : PointwiseScalarLoop.class;
        return (PointwiseLoop) Specialised.copy(MethodHandles.lookup(), template, f);
    }

    /** y = f(x), for n elements from the offsets xo and yo; y may be x itself at the same offset. */
    public final void apply(float[] x, int xo, float[] y, int yo, int n) {
        Sweep.run(forward, x, xo, y, yo, n);
    }

    /**
     * out = g * f(t), for n elements from the offsets: the step back through a function whose slope is f.
     *
     * <p>Out may be g or t itself at the same offset.
     */
    public final void backward(float[] t, int to, float[] g, int go, float[] out, int oo, int n) {
        Sweep.run(backward, t, to, g, go, 0, out, oo, n);
    }

    /** c = f(c + bias) for rows of n elements, the first at co and each so many further: the end of a layer. */
    public abstract void applyBiased(float[] bias, int bo, float[] c, int co, int stride, int rows, int n);

    abstract void forward(float[] x, int xo, float[] y, int yo, int n);

    abstract void times(float[] t, int to, float[] g, int go, float[] out, int oo, int n);
}
