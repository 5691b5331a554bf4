package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Specialised;

/**
 * Four rows by two vectors.
 *
 * <p>Its 8 sums, 2 vectors of B and, at worst, all 4 of A fit 16 registers, so that C2 spills none in whatever
 * order it puts the instructions. Taller tiles are no faster, and at the mercy of that order.
 */
final class Tile4x2 implements MicroKernel {
    private static final Source SOURCE = Specialised.constant(MethodHandles.lookup(), Source.class);

    Tile4x2() {}

    @Override
    public void run(
            int k,
            float[] a,
            int ao,
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
        FloatVector c00 = fromArray(FLOATS, from, fo);
        FloatVector c01 = fromArray(FLOATS, from, fo + LENGTH);
        FloatVector c10 = fromArray(FLOATS, from, fo + fs);
        FloatVector c11 = fromArray(FLOATS, from, fo + fs + LENGTH);
        FloatVector c20 = fromArray(FLOATS, from, fo + 2 * fs);
        FloatVector c21 = fromArray(FLOATS, from, fo + 2 * fs + LENGTH);
        FloatVector c30 = fromArray(FLOATS, from, fo + 3 * fs);
        FloatVector c31 = fromArray(FLOATS, from, fo + 3 * fs + LENGTH);
        for (int p = 0, row = bo; p < k; p++, row += SOURCE == Source.PANEL ? 0 : bs) {
            int i = (SOURCE == Source.PANEL ? ao : 0) + p * 4;
            int j = SOURCE == Source.PANEL ? p * 2 * LENGTH : row;
            FloatVector b0 = fromArray(FLOATS, b, j);
            FloatVector b1 = fromArray(FLOATS, b, j + LENGTH);
            if (SOURCE == Source.MATRIX_TO_PANEL) {
                b0.intoArray(panel, p * 2 * LENGTH);
                b1.intoArray(panel, p * 2 * LENGTH + LENGTH);
            }
            FloatVector a0 = broadcast(FLOATS, a[i]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = broadcast(FLOATS, a[i + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = broadcast(FLOATS, a[i + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = broadcast(FLOATS, a[i + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(to, at);
        c01.intoArray(to, at + LENGTH);
        c10.intoArray(to, at + step);
        c11.intoArray(to, at + step + LENGTH);
        c20.intoArray(to, at + 2 * step);
        c21.intoArray(to, at + 2 * step + LENGTH);
        c30.intoArray(to, at + 3 * step);
        c31.intoArray(to, at + 3 * step + LENGTH);
    }
}
