package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Specialised;
import lanegrad.kernels.pointwise.Chain.Reads;

/**
 * The template of {@link ChainLoop} on vectors, built as {@link PointwiseVectorLoop}.
 *
 * <p>A place for each link that there may be, since only fields are constants to the compiler, not what a list holds:
 * places after the last link leave nothing behind.
 */
final class ChainVectorLoop extends ChainLoop {
    private static final Chain CHAIN = Specialised.constant(MethodHandles.lookup(), Chain.class);
    private static final ChainLoop REST = copy(ChainScalarLoop.class, CHAIN);
    private static final int[] ARRAYS = CHAIN.arrays();
    private static final BinaryLane F0 = CHAIN.link(0).lane();
    private static final BinaryLane F1 = CHAIN.link(1).lane();
    private static final BinaryLane F2 = CHAIN.link(2).lane();
    private static final BinaryLane F3 = CHAIN.link(3).lane();
    private static final BinaryLane F4 = CHAIN.link(4).lane();
    private static final BinaryLane F5 = CHAIN.link(5).lane();
    private static final Reads R0 = CHAIN.reads(0);
    private static final Reads R1 = CHAIN.reads(1);
    private static final Reads R2 = CHAIN.reads(2);
    private static final Reads R3 = CHAIN.reads(3);
    private static final Reads R4 = CHAIN.reads(4);
    private static final Reads R5 = CHAIN.reads(5);

    ChainVectorLoop() {}

    @Override
    public void run(float[][] in, int[] at, float[] out, int oo, int start, int n) {
        int whole = n - n % LENGTH;
        if (whole > 0) {
            vectors(in, at, out, oo, start, start + whole);
        }
        if (whole < n) {
            REST.run(in, at, out, oo, start + whole, n - whole);
        }
    }

    private static void vectors(float[][] in, int[] at, float[] out, int oo, int start, int end) {
        float[] a = in[0];
        float[] a0 = in[ARRAYS[0]];
        float[] a1 = in[ARRAYS[1]];
        float[] a2 = in[ARRAYS[2]];
        float[] a3 = in[ARRAYS[3]];
        float[] a4 = in[ARRAYS[4]];
        float[] a5 = in[ARRAYS[5]];
        int o = at[0];
        int o0 = at[ARRAYS[0]];
        int o1 = at[ARRAYS[1]];
        int o2 = at[ARRAYS[2]];
        int o3 = at[ARRAYS[3]];
        int o4 = at[ARRAYS[4]];
        int o5 = at[ARRAYS[5]];
        for (int i = start; i < end; i += LENGTH) {
            // All loaded first: past many operations the compiler would inline no more.
            FloatVector v = load(a, o + i);
            FloatVector b0 = R0 == Reads.ARRAY ? load(a0, o0 + i) : R0 == Reads.NUMBER ? spread(a0, o0) : v;
            FloatVector b1 = R1 == Reads.ARRAY ? load(a1, o1 + i) : R1 == Reads.NUMBER ? spread(a1, o1) : v;
            FloatVector b2 = R2 == Reads.ARRAY ? load(a2, o2 + i) : R2 == Reads.NUMBER ? spread(a2, o2) : v;
            FloatVector b3 = R3 == Reads.ARRAY ? load(a3, o3 + i) : R3 == Reads.NUMBER ? spread(a3, o3) : v;
            FloatVector b4 = R4 == Reads.ARRAY ? load(a4, o4 + i) : R4 == Reads.NUMBER ? spread(a4, o4) : v;
            FloatVector b5 = R5 == Reads.ARRAY ? load(a5, o5 + i) : R5 == Reads.NUMBER ? spread(a5, o5) : v;
            v = F0.at(v, b0);
            v = F1.at(v, b1);
            v = F2.at(v, b2);
            v = F3.at(v, b3);
            v = F4.at(v, b4);
            F5.at(v, b5).intoArray(out, oo + i);
        }
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(FLOATS, a, at);
    }

    private static FloatVector spread(float[] a, int at) {
        return FloatVector.broadcast(FLOATS, a[at]);
    }
}
