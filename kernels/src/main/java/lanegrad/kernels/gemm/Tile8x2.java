package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Specialised;

/**
 * The template of {@link MicroKernel} for 32 vector registers: eight rows by two vectors.
 *
 * <p>Its 16 sums, 2 vectors of B and, at worst, all 8 of A fit the registers, so that C2 spills none in whatever order
 * it puts the instructions. Taller tiles are no faster, and at the mercy of that order.
 */
final class Tile8x2 implements MicroKernel {
    private static final Operands FORM = Specialised.constant(MethodHandles.lookup(), Operands.class);

    /** Where a step along k goes on: a constant for packed operands, which C2 then needn't check in the loop. */
    private static final boolean B_PACKED = FORM == Operands.PACKED || FORM == Operands.A_BY_ROWS;

    Tile8x2() {}

    @Override
    public void run(
            int k,
            float[] a,
            int ao,
            int as,
            float[] b,
            int bo,
            int bs,
            float[] panel,
            float[] from,
            int fo,
            int fs,
            float[] to,
            int at,
            int step) {
        int next = FORM == Operands.A_BY_ROWS ? as : 1;
        FloatVector c00 = fromArray(FLOATS, from, fo);
        FloatVector c01 = fromArray(FLOATS, from, fo + LENGTH);
        FloatVector c10 = fromArray(FLOATS, from, fo + fs);
        FloatVector c11 = fromArray(FLOATS, from, fo + fs + LENGTH);
        FloatVector c20 = fromArray(FLOATS, from, fo + 2 * fs);
        FloatVector c21 = fromArray(FLOATS, from, fo + 2 * fs + LENGTH);
        FloatVector c30 = fromArray(FLOATS, from, fo + 3 * fs);
        FloatVector c31 = fromArray(FLOATS, from, fo + 3 * fs + LENGTH);
        FloatVector c40 = fromArray(FLOATS, from, fo + 4 * fs);
        FloatVector c41 = fromArray(FLOATS, from, fo + 4 * fs + LENGTH);
        FloatVector c50 = fromArray(FLOATS, from, fo + 5 * fs);
        FloatVector c51 = fromArray(FLOATS, from, fo + 5 * fs + LENGTH);
        FloatVector c60 = fromArray(FLOATS, from, fo + 6 * fs);
        FloatVector c61 = fromArray(FLOATS, from, fo + 6 * fs + LENGTH);
        FloatVector c70 = fromArray(FLOATS, from, fo + 7 * fs);
        FloatVector c71 = fromArray(FLOATS, from, fo + 7 * fs + LENGTH);
        for (int p = 0, row = bo; p < k; p++, row += B_PACKED ? 0 : bs) {
            int i = FORM == Operands.A_BY_ROWS ? ao + p : (FORM == Operands.PACKED ? ao : 0) + p * 8;
            int j = B_PACKED ? bo + p * 2 * LENGTH : row;
            FloatVector b0 = fromArray(FLOATS, b, j);
            FloatVector b1 = fromArray(FLOATS, b, j + LENGTH);
            if (FORM == Operands.B_ON_THE_WAY) {
                b0.intoArray(panel, p * 2 * LENGTH);
                b1.intoArray(panel, p * 2 * LENGTH + LENGTH);
            }
            FloatVector a0 = broadcast(FLOATS, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = broadcast(FLOATS, a[i + next]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = broadcast(FLOATS, a[i + 2 * next]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = broadcast(FLOATS, a[i + 3 * next]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = broadcast(FLOATS, a[i + 4 * next]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = broadcast(FLOATS, a[i + 5 * next]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = broadcast(FLOATS, a[i + 6 * next]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = broadcast(FLOATS, a[i + 7 * next]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        c00.intoArray(to, at);
        c01.intoArray(to, at + LENGTH);
        c10.intoArray(to, at + step);
        c11.intoArray(to, at + step + LENGTH);
        c20.intoArray(to, at + 2 * step);
        c21.intoArray(to, at + 2 * step + LENGTH);
        c30.intoArray(to, at + 3 * step);
        c31.intoArray(to, at + 3 * step + LENGTH);
        c40.intoArray(to, at + 4 * step);
        c41.intoArray(to, at + 4 * step + LENGTH);
        c50.intoArray(to, at + 5 * step);
        c51.intoArray(to, at + 5 * step + LENGTH);
        c60.intoArray(to, at + 6 * step);
        c61.intoArray(to, at + 6 * step + LENGTH);
        c70.intoArray(to, at + 7 * step);
        c71.intoArray(to, at + 7 * step + LENGTH);
    }
}
