package lanegrad.kernels.gemm;

import java.lang.invoke.MethodHandles;
import lanegrad.kernels.Specialised;

/**
 * Copies lines of a matrix into panels, in the order in which the micro-kernel reads them: step after step along k, and
 * within a step the rows of a tile of A, or the columns of a tile of B.
 *
 * <p>In place of lines that the last panel lacks there may be anything: it ends in elements of a tile that C has no room
 * for.
 */
interface Packer {
    /** Packs the rows of a tile of A. */
    Packer ROWS = of(Blocking.MR);

    /** Packs the columns of a tile of B. */
    Packer COLUMNS = of(Blocking.NR);

    /**
     * Packs one panel after the other.
     *
     * @param lineStride from a line to the next: a row of A, a column of B
     * @param stepStride from a step along k to the next
     * @param lines how many lines there are; the last panel may have missing ones
     */
    void pack(float[] x, int xo, int lineStride, int stepStride, int lines, int steps, float[] panels, int at);

    private static Packer of(int width) {
        return (Packer) Specialised.copy(MethodHandles.lookup(), PanelPacker.class, width);
    }
}
