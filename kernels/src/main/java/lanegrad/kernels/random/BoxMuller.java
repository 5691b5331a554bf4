package lanegrad.kernels.random;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.pointwise.Lane;
import lanegrad.kernels.pointwise.Log;

/**
 * Normally distributed numbers from pairs of words: sqrt(-2 ln u) cos(2 pi v) and sqrt(-2 ln u) sin(2 pi v).
 *
 * <p>u is (31 bits + 1/2) / 2^31, so its logarithm is finite. v is a word over 2^32: its nearest quarter of a turn gives
 * sine and cosine their places and signs, and what is left, r quarters with |r| <= 1/2, goes into two polynomials. An
 * instance is the memory of a thread.
 */
final class BoxMuller {
    private static final ThreadLocal<BoxMuller> OF_THREAD = ThreadLocal.withInitial(BoxMuller::new);
    private static final Log LOG = new Log();

    // Minimax of sin(pi/2 r) / r and (cos(pi/2 r) - 1) / r^2 in powers of r^2.
    private static final float S0 = 0x1.921fb6p+0f;
    private static final float S1 = -0x1.4abbbap-1f;
    private static final float S2 = 0x1.465e92p-4f;
    private static final float S3 = -0x1.2d9302p-8f;
    private static final float C0 = -0x1.3bd3ccp+0f;
    private static final float C1 = 0x1.03c1dep-2f;
    private static final float C2 = -0x1.55c5e0p-6f;
    private static final float C3 = 0x1.d9d57ep-11f;

    private static final int SPLIT = 0;
    private static final int RADII = 1;
    private static final int DIRECTIONS = 2;
    private static final int JOIN = 3;
    private static final Stage[] STAGES = {new Split(), new Radii(), new Directions(), new Join()};

    private static final int PAIRS = Philox.BUFFER / 2;

    private final int[] u = new int[PAIRS];
    private final int[] v = new int[PAIRS];
    private final float[] radius = new float[PAIRS];
    private final float[] cosine = new float[PAIRS];
    private final float[] sine = new float[PAIRS];

    private BoxMuller() {}

    static BoxMuller ofThread() {
        return OF_THREAD.get();
    }

    /** Turns words, padded to pairs, into {@code length} elements of out from {@code at}. */
    void numbers(int[] words, float[] out, int at, int length) {
        int pairs = (length + 1) / 2;
        int done = Cpu.VECTORS ? pairs - pairs % LENGTH : 0;
        stage(SPLIT, words, out, at, 2 * pairs);
        if (done > 0) {
            stage(RADII, words, out, at, done);
            stage(DIRECTIONS, words, out, at, done);
        }
        for (int i = done; i < pairs; i++) {
            radius(i);
            direction(i);
        }
        stage(JOIN, words, out, at, length);
    }

    /**
     * Runs a stage. This is the only place that does, and as it meets all of them, the compiler inlines none: together
     * they would be more than it inlines into one method, and calls that it leaves out take their vectors as objects.
     */
    private void stage(int stage, int[] words, float[] out, int at, int n) {
        STAGES[stage].run(this, words, out, at, n);
    }

    private void radius(int i) {
        float share = Math.fma((float) (u[i] >>> 1), 0x1p-31f, 0x1p-32f);
        radius[i] = (float) Math.sqrt(LOG.at(share) * -2f);
    }

    private void direction(int i) {
        int quarter = (v[i] + (1 << 29)) >>> 30;
        float r = (v[i] - (quarter << 30)) * 0x1p-30f;
        float s = r * r;
        float sin = Math.fma(Math.fma(Math.fma(S3, s, S2), s, S1), s, S0) * r;
        float cos = Math.fma(Math.fma(Math.fma(Math.fma(C3, s, C2), s, C1), s, C0), s, 1);
        boolean swapped = (quarter & 1) != 0;
        cosine[i] = signed(swapped ? sin : cos, quarter + 1) * radius[i];
        sine[i] = signed(swapped ? cos : sin, quarter) * radius[i];
    }

    /** Minus x if the second bit is set. */
    private static float signed(float x, int bits) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ (bits & 2) << 30);
    }

    /** A step that all pairs take before the next. */
    private abstract static class Stage {
        abstract void run(BoxMuller m, int[] words, float[] out, int at, int n);
    }

    private static final class Split extends Stage {
        @Override
        void run(BoxMuller m, int[] words, float[] out, int at, int n) {
            for (int i = 0; i < n / 2; i++) {
                m.u[i] = words[2 * i];
                m.v[i] = words[2 * i + 1];
            }
        }
    }

    private static final class Join extends Stage {
        @Override
        void run(BoxMuller m, int[] words, float[] out, int at, int n) {
            for (int i = 0; i < n / 2; i++) {
                out[at + 2 * i] = m.cosine[i];
                out[at + 2 * i + 1] = m.sine[i];
            }
            if (n % 2 == 1) {
                out[at + n - 1] = m.cosine[n / 2];
            }
        }
    }

    /** {@link #radius} on vectors. */
    private static final class Radii extends Stage {
        @Override
        void run(BoxMuller m, int[] words, float[] out, int at, int n) {
            OnLanes.radii(m.u, m.radius, n);
        }
    }

    /** {@link #direction} on vectors. */
    private static final class Directions extends Stage {
        @Override
        void run(BoxMuller m, int[] words, float[] out, int at, int n) {
            OnLanes.directions(m, n);
        }
    }

    /** The same on vectors. */
    private static final class OnLanes {
        private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
        private static final Lane LOG = BoxMuller.LOG.lane();

        private OnLanes() {}

        static void radii(int[] u, float[] radius, int n) {
            FloatVector half = FloatVector.broadcast(FLOATS, 0x1p-32f);
            FloatVector unit = FloatVector.broadcast(FLOATS, 0x1p-31f);
            for (int i = 0; i < n; i += LENGTH) {
                IntVector bits = IntVector.fromArray(INTS, u, i).lanewise(VectorOperators.LSHR, 1);
                FloatVector share = toFloats(bits).fma(unit, half);
                LOG.at(share).mul(-2f).sqrt().intoArray(radius, i);
            }
        }

        static void directions(BoxMuller m, int n) {
            for (int i = 0; i < n; i += LENGTH) {
                IntVector v = IntVector.fromArray(INTS, m.v, i);
                IntVector quarter = v.add(1 << 29).lanewise(VectorOperators.LSHR, 30);
                FloatVector r = toFloats(v.sub(quarter.lanewise(VectorOperators.LSHL, 30)))
                        .mul(0x1p-30f);
                FloatVector s = r.mul(r);
                IntVector sin = fma(fma(fma(s, S3, S2), s, S1), s, S0).mul(r).reinterpretAsInts();
                IntVector cos =
                        fma(fma(fma(fma(s, C3, C2), s, C1), s, C0), s, 1).reinterpretAsInts();
                VectorMask<Integer> swapped = quarter.and(1).compare(VectorOperators.NE, 0);
                FloatVector radius = FloatVector.fromArray(FLOATS, m.radius, i);
                signed(cos.blend(sin, swapped), quarter.add(1)).mul(radius).intoArray(m.cosine, i);
                signed(sin.blend(cos, swapped), quarter).mul(radius).intoArray(m.sine, i);
            }
        }

        private static FloatVector toFloats(IntVector x) {
            return (FloatVector) x.convert(VectorOperators.I2F, 0);
        }

        private static FloatVector signed(IntVector x, IntVector bits) {
            IntVector sign = bits.and(2).lanewise(VectorOperators.LSHL, 30);
            return x.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
        }

        private static FloatVector fma(FloatVector a, float b, float c) {
            return a.fma(FloatVector.broadcast(FLOATS, b), FloatVector.broadcast(FLOATS, c));
        }

        private static FloatVector fma(FloatVector a, FloatVector b, float c) {
            return a.fma(b, FloatVector.broadcast(FLOATS, c));
        }
    }
}
