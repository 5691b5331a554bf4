package lanegrad.kernels.pointwise;

import lanegrad.kernels.Chunks;

/**
 * A loop over one or two arrays, shared out in chunks.
 *
 * <p>Each thread keeps one and fills it in again, so that no call allocates.
 */
final class Sweep implements Chunks.Body {
    private static final ThreadLocal<Sweep> OF_THREAD = ThreadLocal.withInitial(Sweep::new);
    private static final float[] NONE = {};

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

    @Override
    public void run(int start, int length) {
        part.run(this, start, length);
    }
}
