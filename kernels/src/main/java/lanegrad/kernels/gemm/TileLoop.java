package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Specialised;

/**
 * The template of {@link Tile}: up to eight rows by one or two vectors, one or four steps at a time, as its constant says.
 *
 * <p>C2 leaves out the rows, the vector and the steps that a copy lacks, for they hang on constants. The loop makes do
 * with few values at a time: with an array more, a count of steps or a multiple of A's stride for each row, C2 keeps
 * pointers in vector registers and moves them back at each step, which costs a fifth of the speed.
 *
 * <p>With few columns, an address and a check for each element of A cost more than its products; four steps at a time,
 * they serve four elements of a row.
 */
final class TileLoop extends Tile {
    private static final Size SIZE = Specialised.constant(MethodHandles.lookup(), Size.class);
    private static final int ROWS = SIZE.rows();
    private static final boolean TWO = SIZE.vectors() == 2;
    private static final boolean FOUR = SIZE.steps() == 4;
    private static final VectorSpecies<Float> FLOATS =
            VectorShape.forBitSize(SIZE.bits()).withLanes(float.class);
    private static final int LENGTH = FLOATS.length();

    TileLoop() {}

    @Override
    void run(int k, float[] a, int ao, int ar, int ap, float[] b, int bo, int bp, float[] c, long from, long to) {
        FloatVector c00 = begin(c, from, 0, 0);
        FloatVector c01 = begin(c, from, 0, 1);
        FloatVector c10 = begin(c, from, 1, 0);
        FloatVector c11 = begin(c, from, 1, 1);
        FloatVector c20 = begin(c, from, 2, 0);
        FloatVector c21 = begin(c, from, 2, 1);
        FloatVector c30 = begin(c, from, 3, 0);
        FloatVector c31 = begin(c, from, 3, 1);
        FloatVector c40 = begin(c, from, 4, 0);
        FloatVector c41 = begin(c, from, 4, 1);
        FloatVector c50 = begin(c, from, 5, 0);
        FloatVector c51 = begin(c, from, 5, 1);
        FloatVector c60 = begin(c, from, 6, 0);
        FloatVector c61 = begin(c, from, 6, 1);
        FloatVector c70 = begin(c, from, 7, 0);
        FloatVector c71 = begin(c, from, 7, 1);
        for (int i = ao, j = bo, end = bo + k * bp; j != end; i += FOUR ? 4 : ap, j += FOUR ? 4 * bp : bp) {
            FloatVector b00 = fromArray(FLOATS, b, j);
            FloatVector b01 = TWO ? fromArray(FLOATS, b, j + LENGTH) : b00;
            FloatVector b10 = FOUR ? fromArray(FLOATS, b, j + bp) : b00;
            FloatVector b11 = FOUR && TWO ? fromArray(FLOATS, b, j + bp + LENGTH) : b00;
            FloatVector b20 = FOUR ? fromArray(FLOATS, b, j + 2 * bp) : b00;
            FloatVector b21 = FOUR && TWO ? fromArray(FLOATS, b, j + 2 * bp + LENGTH) : b00;
            FloatVector b30 = FOUR ? fromArray(FLOATS, b, j + 3 * bp) : b00;
            FloatVector b31 = FOUR && TWO ? fromArray(FLOATS, b, j + 3 * bp + LENGTH) : b00;
            int row = i;
            FloatVector x = broadcast(FLOATS, a[row]);
            c00 = x.fma(b00, c00);
            c01 = TWO ? x.fma(b01, c01) : c01;
            if (FOUR) {
                x = broadcast(FLOATS, a[row + 1]);
                c00 = x.fma(b10, c00);
                c01 = TWO ? x.fma(b11, c01) : c01;
                x = broadcast(FLOATS, a[row + 2]);
                c00 = x.fma(b20, c00);
                c01 = TWO ? x.fma(b21, c01) : c01;
                x = broadcast(FLOATS, a[row + 3]);
                c00 = x.fma(b30, c00);
                c01 = TWO ? x.fma(b31, c01) : c01;
            }
            if (ROWS > 1) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c10 = x.fma(b00, c10);
                c11 = TWO ? x.fma(b01, c11) : c11;
                if (FOUR) {
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
            }
            if (ROWS > 2) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c20 = x.fma(b00, c20);
                c21 = TWO ? x.fma(b01, c21) : c21;
                if (FOUR) {
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
            }
            if (ROWS > 3) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c30 = x.fma(b00, c30);
                c31 = TWO ? x.fma(b01, c31) : c31;
                if (FOUR) {
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
            }
            if (ROWS > 4) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c40 = x.fma(b00, c40);
                c41 = TWO ? x.fma(b01, c41) : c41;
                if (FOUR) {
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
            }
            if (ROWS > 5) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c50 = x.fma(b00, c50);
                c51 = TWO ? x.fma(b01, c51) : c51;
                if (FOUR) {
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
            }
            if (ROWS > 6) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c60 = x.fma(b00, c60);
                c61 = TWO ? x.fma(b01, c61) : c61;
                if (FOUR) {
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
            }
            if (ROWS > 7) {
                row += ar;
                x = broadcast(FLOATS, a[row]);
                c70 = x.fma(b00, c70);
                c71 = TWO ? x.fma(b01, c71) : c71;
                if (FOUR) {
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
                c11.intoArray(c, co + step + LENGTH);
            }
        }
        if (ROWS > 2) {
            c20.intoArray(c, co + 2 * step);
            if (TWO) {
                c21.intoArray(c, co + 2 * step + LENGTH);
            }
        }
        if (ROWS > 3) {
            c30.intoArray(c, co + 3 * step);
            if (TWO) {
                c31.intoArray(c, co + 3 * step + LENGTH);
            }
        }
        if (ROWS > 4) {
            c40.intoArray(c, co + 4 * step);
            if (TWO) {
                c41.intoArray(c, co + 4 * step + LENGTH);
            }
        }
        if (ROWS > 5) {
            c50.intoArray(c, co + 5 * step);
            if (TWO) {
                c51.intoArray(c, co + 5 * step + LENGTH);
            }
        }
        if (ROWS > 6) {
            c60.intoArray(c, co + 6 * step);
            if (TWO) {
                c61.intoArray(c, co + 6 * step + LENGTH);
            }
        }
        if (ROWS > 7) {
            c70.intoArray(c, co + 7 * step);
            if (TWO) {
                c71.intoArray(c, co + 7 * step + LENGTH);
            }
        }
    }

    /** Where a sum begins. */
    private static FloatVector begin(float[] c, long from, int row, int column) {
        boolean used = row < ROWS && (column == 0 || TWO) && from >= 0;
        return used
                ? fromArray(FLOATS, c, (int) (from >>> 32) + row * (int) from + column * LENGTH)
                : FloatVector.zero(FLOATS);
    }
}
