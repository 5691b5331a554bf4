package lanegrad.kernels.pointwise;

import java.lang.invoke.MethodHandles;
import lanegrad.kernels.Specialised;
import lanegrad.kernels.pointwise.Chain.Reads;

/** The template of {@link ChainLoop} without vectors, with the places of {@link ChainVectorLoop}. */
final class ChainScalarLoop extends ChainLoop {
    private static final Chain CHAIN = Specialised.constant(MethodHandles.lookup(), Chain.class);
    private static final int[] ARRAYS = CHAIN.arrays();
    private static final Link F0 = CHAIN.link(0);
    private static final Link F1 = CHAIN.link(1);
    private static final Link F2 = CHAIN.link(2);
    private static final Link F3 = CHAIN.link(3);
    private static final Link F4 = CHAIN.link(4);
    private static final Link F5 = CHAIN.link(5);
    private static final int S0 = step(CHAIN.reads(0));
    private static final int S1 = step(CHAIN.reads(1));
    private static final int S2 = step(CHAIN.reads(2));
    private static final int S3 = step(CHAIN.reads(3));
    private static final int S4 = step(CHAIN.reads(4));
    private static final int S5 = step(CHAIN.reads(5));

    ChainScalarLoop() {}

    @Override
    public void run(float[][] in, int[] at, float[] out, int oo, int start, int n) {
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
        for (int i = start; i < start + n; i++) {
            float v = a[o + i];
            v = F0.at(v, a0[o0 + S0 * i]);
            v = F1.at(v, a1[o1 + S1 * i]);
            v = F2.at(v, a2[o2 + S2 * i]);
            v = F3.at(v, a3[o3 + S3 * i]);
            v = F4.at(v, a4[o4 + S4 * i]);
            out[oo + i] = F5.at(v, a5[o5 + S5 * i]);
        }
    }

    private static int step(Reads reads) {
        return reads == Reads.ARRAY ? 1 : 0;
    }
}
