package lanegrad.kernels.gemm;

import lanegrad.kernels.Cpu;

/** The sizes of blocks, and which way to go about a product. They decide the time and never the bits. */
final class Blocking {
    /** Vector registers: AVX-512 and NEON have 32, AVX2 has 16. */
    private static final int REGISTERS =
            Cpu.BITS == 512 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    /** The rows of a tile. */
    static final int MR = REGISTERS / 4;

    /** The columns of a tile: two vectors. */
    static final int NR = 2 * Math.max(Cpu.BITS, 128) / Float.SIZE;

    /**
     * The most steps along k at a time.
     *
     * <p>A panel of B then outgrows the first-level cache, from which longer chains gain more than they lose: C is read
     * and written less often.
     */
    static final int KC = 1024;

    /** The most floats of A that are packed at a time: four MiB, which stay in the third-level cache. */
    private static final int BLOCK = 1 << 20;

    /** The most columns of C for which reading A by rows costs less than packing it. */
    private static final int FEW = 8 * NR;

    /** Floats on a page of memory. */
    private static final int PAGE = 1024;

    /** What packing a float costs in multiply-adds. */
    private static final long PACKING = 8;

    /** What turning an element of a tile around costs in multiply-adds. */
    private static final int TURNING = 32;

    /** Multiply-adds that are worth a worker's attention: about two microseconds. */
    private static final long GRAIN = 1 << 16;

    /** Multiply-adds above which a worker gets more than one part, lest the others wait for the slowest. */
    private static final long MUCH = 1 << 24;

    private Blocking() {}

    /** The most rows of A that are packed at a time, with kc steps each. */
    static int rows(int kc) {
        return BLOCK / Math.max(1, kc) / MR * MR;
    }

    /** The size of the next block when what is left is cut into the fewest equal blocks of at most this size. */
    static int next(int left, int most, int unit) {
        int blocks = (left - 1) / most + 1;
        int even = (left - 1) / blocks + 1;
        return Math.min(left, (even - 1) / unit * unit + unit);
    }

    /** Whether A is read by rows where it is, instead of packed. */
    static boolean byRows(Matrix a, int n) {
        return a.colStride() == 1 && n <= FEW;
    }

    /** The columns of B that are packed at a time: four panels if each row lies on a page of its own. */
    static int strip(Matrix b) {
        return b.colStride() == 1 && b.rowStride() >= PAGE ? 4 * NR : NR;
    }

    /** Whether the transposed product costs less: its tiles may waste less, and it reads A the other way. */
    static boolean turn(Matrix a, int n) {
        int m = a.rows();
        long k = a.cols();
        boolean byRows = byRows(a, n);
        long straight = (long) up(m, MR) * up(n, NR) * k + (byRows ? 0 : PACKING * m * k);
        long turned = (long) up(n, MR) * up(m, NR) * (k + TURNING) + (byRows ? PACKING * m * k : 0);
        return n <= FEW && turned < straight;
    }

    /** The next multiple of the unit, n itself if it is one. */
    static int up(int n, int unit) {
        return (n - 1) / unit * unit + unit;
    }

    /** Into how many parts a product is cut for so many workers: as many for each, unless the work is too little. */
    static int parts(long work, int workers) {
        if (workers == 1 || work < 2 * GRAIN) {
            return 1;
        }
        if (work < workers * GRAIN) {
            return (int) (work / GRAIN);
        }
        return workers * Math.clamp(work / (workers * MUCH), 1, 4);
    }

    /** How many of the parts lie side by side, when the parts are as square as can be: so the least is packed twice. */
    static int across(int parts, int m, int n) {
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int across = 1; across <= parts; across++) {
            double halfPerimeter = (double) m * across / parts + (double) n / across;
            if (parts % across == 0 && halfPerimeter < least) {
                best = across;
                least = halfPerimeter;
            }
        }
        return best;
    }

    /** Where a part begins when n is cut into so many equal parts of whole tiles. */
    static int cut(int n, int parts, int part, int unit) {
        return (int) Math.min(n, (long) up(n, unit) / unit * part / parts * unit);
    }
}
