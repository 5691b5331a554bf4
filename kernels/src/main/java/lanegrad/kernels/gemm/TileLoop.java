package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Specialised;

/**
 * The template of {@link Tile}: up to eight rows by one or two vectors, as its constant says.
 *
 * <p>C2 leaves out the rows and the vector that a copy lacks, for they hang on constants. The loop makes do with few
 * values at a time: with an array more, a count of steps or a multiple of A's stride for each row, C2 keeps pointers in
 * vector registers and moves them back at each step, which costs a fifth of the speed.
 */
final class TileLoop extends Tile {
    private static final Size SIZE = Specialised.constant(MethodHandles.lookup(), Size.class);
    private static final int ROWS = SIZE.rows();
    private static final boolean TWO = SIZE.vectors() == 2;
    private static final VectorSpecies<Float> FLOATS =
            VectorShape.forBitSize(SIZE.bits()).withLanes(float.class);
    private static final int LENGTH = FLOATS.length();

    TileLoop() {}

    @Override
    void run(int k, float[] a, int ao, int ar, int ap, float[] b, int bo, int bp, float[] c, long from, long to) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = c00;
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = c10;
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = c20;
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = c30;
        FloatVector c40 = FloatVector.zero(FLOATS);
        FloatVector c41 = c40;
        FloatVector c50 = FloatVector.zero(FLOATS);
        FloatVector c51 = c50;
        FloatVector c60 = FloatVector.zero(FLOATS);
        FloatVector c61 = c60;
        FloatVector c70 = FloatVector.zero(FLOATS);
        FloatVector c71 = c70;
        if (from >= 0) {
            int co = (int) (from >>> 32);
            int step = (int) from;
            c00 = fromArray(FLOATS, c, co);
            c01 = TWO ? fromArray(FLOATS, c, co + LENGTH) : c01;
            if (ROWS > 1) {
                c10 = fromArray(FLOATS, c, co + step);
                c11 = TWO ? fromArray(FLOATS, c, co + LENGTH + step) : c11;
            }
            if (ROWS > 2) {
                c20 = fromArray(FLOATS, c, co + 2 * step);
                c21 = TWO ? fromArray(FLOATS, c, co + LENGTH + 2 * step) : c21;
            }
            if (ROWS > 3) {
                c30 = fromArray(FLOATS, c, co + 3 * step);
                c31 = TWO ? fromArray(FLOATS, c, co + LENGTH + 3 * step) : c31;
            }
            if (ROWS > 4) {
                c40 = fromArray(FLOATS, c, co + 4 * step);
                c41 = TWO ? fromArray(FLOATS, c, co + LENGTH + 4 * step) : c41;
            }
            if (ROWS > 5) {
                c50 = fromArray(FLOATS, c, co + 5 * step);
                c51 = TWO ? fromArray(FLOATS, c, co + LENGTH + 5 * step) : c51;
            }
            if (ROWS > 6) {
                c60 = fromArray(FLOATS, c, co + 6 * step);
                c61 = TWO ? fromArray(FLOATS, c, co + LENGTH + 6 * step) : c61;
            }
            if (ROWS > 7) {
                c70 = fromArray(FLOATS, c, co + 7 * step);
                c71 = TWO ? fromArray(FLOATS, c, co + LENGTH + 7 * step) : c71;
            }
        }
        for (int i = ao, j = bo, end = bo + k * bp; j != end; i += ap, j += bp) {
            FloatVector b0 = fromArray(FLOATS, b, j);
            FloatVector b1 = TWO ? fromArray(FLOATS, b, j + LENGTH) : b0;
            int row = i;
            FloatVector x = broadcast(FLOATS, a[row]);
            c00 = x.fma(b0, c00);
            c01 = TWO ? x.fma(b1, c01) : c01;
            if (ROWS > 1) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c10 = x.fma(b0, c10);
                c11 = TWO ? x.fma(b1, c11) : c11;
            }
            if (ROWS > 2) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c20 = x.fma(b0, c20);
                c21 = TWO ? x.fma(b1, c21) : c21;
            }
            if (ROWS > 3) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c30 = x.fma(b0, c30);
                c31 = TWO ? x.fma(b1, c31) : c31;
            }
            if (ROWS > 4) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c40 = x.fma(b0, c40);
                c41 = TWO ? x.fma(b1, c41) : c41;
            }
            if (ROWS > 5) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c50 = x.fma(b0, c50);
                c51 = TWO ? x.fma(b1, c51) : c51;
            }
            if (ROWS > 6) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c60 = x.fma(b0, c60);
                c61 = TWO ? x.fma(b1, c61) : c61;
            }
            if (ROWS > 7) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c70 = x.fma(b0, c70);
                c71 = TWO ? x.fma(b1, c71) : c71;
            }
        }
        int co = (int) (to >>> 32);
        int step = (int) to;
        c00.intoArray(c, co);
        if (TWO) {
            c01.intoArray(c, co + LENGTH);
        }
        if (ROWS > 1) {
            c10.intoArray(c, co + step);
            if (TWO) {
                c11.intoArray(c, co + LENGTH + step);
            }
        }
        if (ROWS > 2) {
            c20.intoArray(c, co + 2 * step);
            if (TWO) {
                c21.intoArray(c, co + LENGTH + 2 * step);
            }
        }
        if (ROWS > 3) {
            c30.intoArray(c, co + 3 * step);
            if (TWO) {
                c31.intoArray(c, co + LENGTH + 3 * step);
            }
        }
        if (ROWS > 4) {
            c40.intoArray(c, co + 4 * step);
            if (TWO) {
                c41.intoArray(c, co + LENGTH + 4 * step);
            }
        }
        if (ROWS > 5) {
            c50.intoArray(c, co + 5 * step);
            if (TWO) {
                c51.intoArray(c, co + LENGTH + 5 * step);
            }
        }
        if (ROWS > 6) {
            c60.intoArray(c, co + 6 * step);
            if (TWO) {
                c61.intoArray(c, co + LENGTH + 6 * step);
            }
        }
        if (ROWS > 7) {
            c70.intoArray(c, co + 7 * step);
            if (TWO) {
                c71.intoArray(c, co + LENGTH + 7 * step);
            }
        }
    }
}
