package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Specialised;

/**
 * The template of a {@link Tile} for a narrow product: as {@link TileLoop}, but four steps at a time.
 *
 * <p>With few columns, an address and a check for each element of A cost more than its products. Here they serve four
 * elements of a row; so the steps are a multiple of {@link Tile#STEPS}, and the rows of A contiguous.
 */
final class NarrowLoop extends Tile {
    private static final Size SIZE = Specialised.constant(MethodHandles.lookup(), Size.class);
    private static final int ROWS = SIZE.rows();
    private static final boolean TWO = SIZE.vectors() == 2;
    private static final VectorSpecies<Float> FLOATS =
            VectorShape.forBitSize(SIZE.bits()).withLanes(float.class);
    private static final int LENGTH = FLOATS.length();

    NarrowLoop() {}

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
        for (int i = ao, j = bo, end = bo + k * bp; j != end; i += STEPS, j += STEPS * bp) {
            FloatVector b00 = fromArray(FLOATS, b, j);
            FloatVector b01 = TWO ? fromArray(FLOATS, b, j + LENGTH) : b00;
            FloatVector b10 = fromArray(FLOATS, b, j + bp);
            FloatVector b11 = TWO ? fromArray(FLOATS, b, j + bp + LENGTH) : b10;
            FloatVector b20 = fromArray(FLOATS, b, j + 2 * bp);
            FloatVector b21 = TWO ? fromArray(FLOATS, b, j + 2 * bp + LENGTH) : b20;
            FloatVector b30 = fromArray(FLOATS, b, j + 3 * bp);
            FloatVector b31 = TWO ? fromArray(FLOATS, b, j + 3 * bp + LENGTH) : b30;
            int row = i;
            FloatVector x;
            x = broadcast(FLOATS, a[row]);
            c00 = x.fma(b00, c00);
            c01 = TWO ? x.fma(b01, c01) : c01;
            x = broadcast(FLOATS, a[row + 1]);
            c00 = x.fma(b10, c00);
            c01 = TWO ? x.fma(b11, c01) : c01;
            x = broadcast(FLOATS, a[row + 2]);
            c00 = x.fma(b20, c00);
            c01 = TWO ? x.fma(b21, c01) : c01;
            x = broadcast(FLOATS, a[row + 3]);
            c00 = x.fma(b30, c00);
            c01 = TWO ? x.fma(b31, c01) : c01;
            if (ROWS > 1) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c10 = x.fma(b00, c10);
                c11 = TWO ? x.fma(b01, c11) : c11;
                x = broadcast(FLOATS, a[row + 1]);
                c10 = x.fma(b10, c10);
                c11 = TWO ? x.fma(b11, c11) : c11;
                x = broadcast(FLOATS, a[row + 2]);
                c10 = x.fma(b20, c10);
                c11 = TWO ? x.fma(b21, c11) : c11;
                x = broadcast(FLOATS, a[row + 3]);
                c10 = x.fma(b30, c10);
                c11 = TWO ? x.fma(b31, c11) : c11;
            }
            if (ROWS > 2) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c20 = x.fma(b00, c20);
                c21 = TWO ? x.fma(b01, c21) : c21;
                x = broadcast(FLOATS, a[row + 1]);
                c20 = x.fma(b10, c20);
                c21 = TWO ? x.fma(b11, c21) : c21;
                x = broadcast(FLOATS, a[row + 2]);
                c20 = x.fma(b20, c20);
                c21 = TWO ? x.fma(b21, c21) : c21;
                x = broadcast(FLOATS, a[row + 3]);
                c20 = x.fma(b30, c20);
                c21 = TWO ? x.fma(b31, c21) : c21;
            }
            if (ROWS > 3) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c30 = x.fma(b00, c30);
                c31 = TWO ? x.fma(b01, c31) : c31;
                x = broadcast(FLOATS, a[row + 1]);
                c30 = x.fma(b10, c30);
                c31 = TWO ? x.fma(b11, c31) : c31;
                x = broadcast(FLOATS, a[row + 2]);
                c30 = x.fma(b20, c30);
                c31 = TWO ? x.fma(b21, c31) : c31;
                x = broadcast(FLOATS, a[row + 3]);
                c30 = x.fma(b30, c30);
                c31 = TWO ? x.fma(b31, c31) : c31;
            }
            if (ROWS > 4) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c40 = x.fma(b00, c40);
                c41 = TWO ? x.fma(b01, c41) : c41;
                x = broadcast(FLOATS, a[row + 1]);
                c40 = x.fma(b10, c40);
                c41 = TWO ? x.fma(b11, c41) : c41;
                x = broadcast(FLOATS, a[row + 2]);
                c40 = x.fma(b20, c40);
                c41 = TWO ? x.fma(b21, c41) : c41;
                x = broadcast(FLOATS, a[row + 3]);
                c40 = x.fma(b30, c40);
                c41 = TWO ? x.fma(b31, c41) : c41;
            }
            if (ROWS > 5) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c50 = x.fma(b00, c50);
                c51 = TWO ? x.fma(b01, c51) : c51;
                x = broadcast(FLOATS, a[row + 1]);
                c50 = x.fma(b10, c50);
                c51 = TWO ? x.fma(b11, c51) : c51;
                x = broadcast(FLOATS, a[row + 2]);
                c50 = x.fma(b20, c50);
                c51 = TWO ? x.fma(b21, c51) : c51;
                x = broadcast(FLOATS, a[row + 3]);
                c50 = x.fma(b30, c50);
                c51 = TWO ? x.fma(b31, c51) : c51;
            }
            if (ROWS > 6) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c60 = x.fma(b00, c60);
                c61 = TWO ? x.fma(b01, c61) : c61;
                x = broadcast(FLOATS, a[row + 1]);
                c60 = x.fma(b10, c60);
                c61 = TWO ? x.fma(b11, c61) : c61;
                x = broadcast(FLOATS, a[row + 2]);
                c60 = x.fma(b20, c60);
                c61 = TWO ? x.fma(b21, c61) : c61;
                x = broadcast(FLOATS, a[row + 3]);
                c60 = x.fma(b30, c60);
                c61 = TWO ? x.fma(b31, c61) : c61;
            }
            if (ROWS > 7) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c70 = x.fma(b00, c70);
                c71 = TWO ? x.fma(b01, c71) : c71;
                x = broadcast(FLOATS, a[row + 1]);
                c70 = x.fma(b10, c70);
                c71 = TWO ? x.fma(b11, c71) : c71;
                x = broadcast(FLOATS, a[row + 2]);
                c70 = x.fma(b20, c70);
                c71 = TWO ? x.fma(b21, c71) : c71;
                x = broadcast(FLOATS, a[row + 3]);
                c70 = x.fma(b30, c70);
                c71 = TWO ? x.fma(b31, c71) : c71;
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
