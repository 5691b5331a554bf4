package lanegrad.kernels.pointwise;

import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;

/**
 * A loop over one or two arrays, shared out in chunks.
 *
 * <p>Each thread keeps one and fills it in again, so that no call allocates. No loop is run with less than a whole
 * vector: one that was hot with few elements, and then met its first vector, would be compiled before the calls in its
 * function are known to be hot, which so would never be inlined, and each of their vectors would be an object for good.
 */
final class Sweep implements Chunks.Body {
    private static final ThreadLocal<Sweep> OF_THREAD = ThreadLocal.withInitial(Sweep::new);
    private static final float[] NONE = {};

    /** The least elements that a loop is given. */
    private static final int LEAST = Cpu.VECTORS ? Lanes.LENGTH : 1;

    /** Arrays of a thread for fewer elements. */
    private static final ThreadLocal<Sweep> PADDED = ThreadLocal.withInitial(Sweep::padded);

    float[] a = NONE;
    float[] b = NONE;
    float[] out = NONE;
    int ao;
    int bo;
    int oo;

    /** What takes the place of an array, in some loops. */
    float number;

    private Part part = (sweep, start, length) -> {};

    /** What is done to a part of the arrays. */
    @FunctionalInterface
    interface Part {
        /** Works on {@code length} elements from {@code start}, both counted from the sweep's offsets. */
        void run(Sweep sweep, int start, int length);
    }

    private Sweep() {}

    /** out = part(a), for n elements from the offsets. */
    static void run(Part part, float[] a, int ao, float[] out, int oo, int n) {
        run(part, a, ao, NONE, 0, 0, out, oo, n);
    }

    /** out = part(a, b), or with the number for one of them. */
    static void run(Part part, float[] a, int ao, float[] b, int bo, float number, float[] out, int oo, int n) {
        Sweep sweep = OF_THREAD.get();
        sweep.part = part;
        sweep.number = number;
        sweep.arrays(a, ao, b, bo, out, oo);
        try {
            Chunks.run(n, sweep);
        } finally {
            // Or the thread would hold the arrays as long as it lives.
            sweep.arrays(NONE, 0, NONE, 0, NONE, 0);
        }
    }

    private void arrays(float[] a, int ao, float[] b, int bo, float[] out, int oo) {
        this.a = a;
        this.ao = ao;
        this.b = b;
        this.bo = bo;
        this.out = out;
        this.oo = oo;
    }

    private static Sweep padded() {
        Sweep sweep = new Sweep();
        sweep.arrays(new float[LEAST], 0, new float[LEAST], 0, new float[LEAST], 0);
        return sweep;
    }

    @Override
    public void run(int start, int length) {
        boolean isShort = length < LEAST;
        Sweep arrays = isShort ? PADDED.get().filled(this, start, length) : this;
        part.run(arrays, isShort ? 0 : start, isShort ? LEAST : length);
        if (isShort) {
            System.arraycopy(arrays.out, 0, out, oo + start, length);
        }
    }

    /** These arrays, begun with what another has from an element on. */
    private Sweep filled(Sweep from, int start, int length) {
        number = from.number;
        System.arraycopy(from.a, from.ao + start, a, 0, length);
        if (from.b.length > 0) {
            System.arraycopy(from.b, from.bo + start, b, 0, length);
        }
        return this;
    }
}
