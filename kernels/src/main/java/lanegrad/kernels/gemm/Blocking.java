package lanegrad.kernels.gemm;

import lanegrad.kernels.Cpu;

/** The sizes of blocks, and which way to go about a product. They decide the time and never the bits. */
final class Blocking {
    /** Vector registers: NEON and AVX-512 have 32, AVX2 has 16. */
    private static final int REGISTERS =
            Cpu.BITS == 512 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    /** The rows of a tile. */
    static final int MR = REGISTERS / 4;

    /** The columns of a tile: two vectors. */
    static final int NR = Cpu.VECTORS ? 2 * Cpu.BITS / Float.SIZE : 16;

    /** The most steps along k at a time: a panel of B of KC x NR stays in the first-level cache. */
    static final int KC = 1024;

    /** The most floats of A at a time: they stay in the second-level cache. */
    static final int BLOCK = 1 << 20;

    /** The most columns for which packing A costs more than reading it by rows. */
    static final int FEW = 8 * NR;

    private static final int TURN = 32;

    /** Multiply-adds that are worth a worker's attention: some microseconds. */
    private static final long GRAIN = 1 << 17;

    /** Multiply-adds that are worth cutting in more parts than there are workers, lest they wait for the slowest. */
    private static final long MUCH = 1 << 24;

    /** Columns that are worth packing A once more. */
    private static final int MANY = 128;

    private Blocking() {}

    /** The most rows at a time, when kc steps are. */
    static int rows(int kc) {
        return BLOCK / Math.max(1, kc) / MR * MR;
    }

    /** The size of the next block when what is left is cut into the fewest equal blocks of at most this size. */
    static int next(int left, int most, int unit) {
        int blocks = (left - 1) / most + 1;
        int even = (left - 1) / blocks + 1;
        return Math.min(left, (even - 1) / unit * unit + unit);
    }

    /**
     * Whether the transposed product costs less: its tiles may waste less, and it wants the other order of A.
     *
     * <p>The unit of cost is a multiply-add; packing a float costs about eight, turning a tile around about {@link #TURN}
     * for each of its elements.
     */
    static boolean turn(Matrix a, int n) {
        long m = a.rows();
        long k = a.cols();
        boolean byRows = a.colStride() == 1;
        long packing = 8 * m * k;
        long straight = (long) up(a.rows(), MR) * up(n, NR) * k + (byRows ? 0 : packing);
        long turned = (long) up(n, MR) * up(a.rows(), NR) * (k + TURN) + (byRows ? packing : 0);
        return n <= FEW && turned < straight;
    }

    /** The next multiple of the unit, n itself if it is one. */
    static int up(int n, int unit) {
        return (n - 1) / unit * unit + unit;
    }

    /** Into how many parts a product is cut for so many workers. */
    static int parts(long work, int workers) {
        if (workers == 1 || work < 2 * GRAIN) {
            return 1;
        }
        return (int) Math.max(Math.min(workers, work / GRAIN), Math.min(4L * workers, work / MUCH));
    }

    /** How many of the parts lie side by side: as many as are wide enough. */
    static int across(int parts, int n) {
        return Math.min(parts, Math.max(1, n / MANY));
    }

    /** Where a part begins when n is cut into so many equal parts of whole tiles. */
    static int cut(int n, int parts, int part, int unit) {
        return (int) Math.min(n, (long) up(n, unit) / unit * part / parts * unit);
    }
}
