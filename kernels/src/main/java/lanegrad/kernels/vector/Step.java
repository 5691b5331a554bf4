package lanegrad.kernels.vector;

import lanegrad.kernels.Chunks;

/**
 * A step over weights w with gradients g and the state m and v, or m alone whatever its name, or none.
 *
 * <p>Numbers of the state are multiples of 2^-126, the least normal number, for {@link #TINY} is added to each in the sum
 * that yields it, and taken away. Else a mean whose gradients have become 0 would shrink to a denormal number and stay
 * one, nine tenths of the least of which are rounded to itself; and roots and quotients of them take three times as long.
 * From about 10^-23 on downwards the state loses digits thereby, and no more than 2^-126 of its value; above it loses
 * none.
 *
 * <p>Each thread keeps one of a kind and fills it in again, so that no step allocates.
 */
abstract class Step implements Chunks.Body {
    /** So that floats beside it, on both sides, are 2^-126 apart. */
    static final float TINY = 0x1.8p-103f;

    private static final float[] NONE = {};

    /** Floats from which on an array is likely to have memory of its own, which begins with a line of the cache. */
    private static final int LARGE = 1 << 18;

    /** What lies before its elements, in floats; and a line. A step whose stores cross none takes a sixth less. */
    private static final int HEADER = 4;

    private static final int LINE = 16;

    float[] w = NONE;
    float[] g = NONE;
    float[] m = NONE;
    float[] v = NONE;
    int wo;
    int go;
    int mo;
    int vo;

    /** What stays of a weight, and minus the rate. */
    float keep;

    float step;

    /** How the gradient is read. */
    float scale;

    float bound;

    float l2;

    /** Whether all of that leaves the gradient as it is, which saves most of a step's arithmetic. */
    boolean asItIs;

    final void over(float[] w, int wo, float[] g, int go, int n, Descent descent) {
        over(w, wo, g, go, NONE, 0, NONE, 0, n, descent);
    }

    final void over(float[] w, int wo, float[] g, int go, float[] m, int mo, int n, Descent descent) {
        over(w, wo, g, go, m, mo, NONE, 0, n, descent);
    }

    final void over(
            float[] w, int wo, float[] g, int go, float[] m, int mo, float[] v, int vo, int n, Descent descent) {
        keep = (float) (1 - descent.rate() * descent.decay());
        step = (float) -descent.rate();
        scale = (float) descent.scale();
        bound = (float) descent.bound();
        l2 = (float) descent.l2();
        asItIs = scale == 1 && bound == Float.POSITIVE_INFINITY && l2 == 0;
        int head = w.length < LARGE ? 0 : Math.min(n, -(wo + HEADER) & (LINE - 1));
        try {
            arrays(w, wo, g, go, m, mo, v, vo);
            run(0, head);
            arrays(w, wo + head, g, go + head, m, mo + head, v, vo + head);
            Chunks.run(n - head, this);
        } finally {
            // Or the thread would hold a whole model as long as it lives.
            arrays(NONE, 0, NONE, 0, NONE, 0, NONE, 0);
        }
    }

    private void arrays(float[] w, int wo, float[] g, int go, float[] m, int mo, float[] v, int vo) {
        this.w = w;
        this.wo = wo;
        this.g = g;
        this.go = go;
        this.m = m;
        this.mo = mo;
        this.v = v;
        this.vo = vo;
    }

    /** The gradient of weight i, clipped and with the penalty's. */
    final float gradient(int i) {
        if (asItIs) {
            return g[go + i];
        }
        float scaled = g[go + i] * scale;
        float above = scaled > bound ? bound : scaled;
        float clipped = above < -bound ? -bound : above;
        return Math.fma(w[wo + i], l2, clipped);
    }

    /** Moves weight i by a multiple of the direction. */
    final void move(int i, float direction) {
        w[wo + i] = Math.fma(direction, step, w[wo + i] * keep);
    }
}
