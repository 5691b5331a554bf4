package lanegrad.kernels.gemm;

import lanegrad.kernels.Cpu;
import lanegrad.kernels.Tiles;

/**
 * A right factor in the order in which products read it: for weights that many products use, whatever their strides.
 *
 * <p>It is a copy, which {@link #set} brings up to date. The products have the same bits as those with the matrix.
 */
public final class Packed implements Factor {
    /** The floats of a matrix that the inner caches hold as it is: a quarter of a second-level cache. */
    private static final int CACHED = 1 << 16;

    private static final Matrix NOTHING = Matrix.of(new float[0], 0, 0);

    private final int rows;
    private final int cols;

    /** Panels of {@link Blocking#NR} columns, one after the other, the last one padded; row-major where vectors are off. */
    private final float[] data;

    private final Tiles.Body strips = this::setStrip;

    /** The matrix that is being packed. */
    private Matrix source = NOTHING;

    private Packed(int rows, int cols) {
        this.rows = rows;
        this.cols = cols;
        int padded = Cpu.VECTORS && cols > 0 ? Blocking.up(cols, Blocking.NR) : cols;
        data = new float[Math.multiplyExact(rows, padded)];
    }

    /** Whether products with a matrix gain by its being packed: if it is large and has several panels. */
    public static boolean pays(Matrix x) {
        return (long) x.rows() * x.cols() > CACHED && x.cols() > Blocking.NR;
    }

    /** Whether each product of so many rows with a large matrix packs it, so that several gain if it is packed before. */
    public static boolean paysOnce(int rows, Matrix x) {
        int steps = Blocking.next(x.rows(), Blocking.KC);
        return pays(x) && Blocking.packsColumns(x.rowStride(), x.colStride(), steps, Blocking.tiles(rows));
    }

    /** Packs a matrix. */
    public static Packed of(Matrix x) {
        Packed packed = new Packed(x.rows(), x.cols());
        packed.set(x);
        return packed;
    }

    /**
     * Packs another matrix of the same shape in its place. A team of {@link Tiles} shares the work.
     *
     * @throws IllegalArgumentException if the shape differs
     */
    public void set(Matrix x) {
        if (x.rows() != rows || x.cols() != cols) {
            throw new IllegalArgumentException("packed matrix of " + rows + "x" + cols + ": can't take " + x.shape());
        }
        if (Cpu.VECTORS) {
            source = x;
            try {
                Tiles.run(Blocking.up(cols, Blocking.STRIP) / Blocking.STRIP, strips);
            } finally {
                source = NOTHING;
            }
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                data[i * cols + j] = x.data()[x.at(i, j)];
            }
        }
    }

    private void setStrip(int strip) {
        int j = strip * Blocking.STRIP;
        int width = Math.min(Blocking.STRIP, cols - j);
        int from = source.at(0, j);
        Packing.pack(source.data(), from, source.rowStride(), source.colStride(), data, rows * j, rows, width);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int cols() {
        return cols;
    }

    /** Its one panel, or all of it where vectors are off, is a matrix. */
    Matrix matrix() {
        int stride = Cpu.VECTORS ? Blocking.NR : cols;
        return new Matrix(data, 0, rows, cols, stride, 1);
    }

    float[] panels() {
        return data;
    }
}
