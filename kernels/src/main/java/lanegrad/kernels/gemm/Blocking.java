package lanegrad.kernels.gemm;

import lanegrad.kernels.Cpu;

/** The sizes of blocks, and which way to go about a product. They decide the time and never the bits. */
final class Blocking {
    /** Vector registers: AVX-512 and NEON have 32, AVX2 has 16. */
    private static final int REGISTERS =
            Cpu.BITS == 512 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    /** The most rows of a tile: with their sums and some operands they fill the registers, whatever C2 does. */
    static final int MR = REGISTERS == 32 ? 8 : 4;

    /** The most columns of a tile: two vectors. */
    static final int NR = 2 * Math.max(Cpu.BITS, 128) / Float.SIZE;

    /** The most steps along k at a time: a panel of B then takes a quarter of the second-level cache. */
    static final int KC = 2048;

    /** The most floats of A in a block of rows: four MiB, which stay in the third-level cache. */
    private static final int BLOCK = 1 << 20;

    /** Floats on a page of memory: lines so far apart compete for the same places in the caches. */
    private static final int PAGE = 1024;

    /** What turning an element around costs in multiply-adds. */
    private static final long TURNING = 6;

    /** Multiply-adds that are worth a worker's attention: about two microseconds. */
    private static final long GRAIN = 1 << 16;

    /** Multiply-adds above which a worker gets more than one part, lest the others wait for the slowest. */
    private static final long MUCH = 1 << 24;

    private Blocking() {}

    /** The most rows of A in a block with kc steps. */
    static int rows(int kc) {
        return Math.max(1, BLOCK / Math.max(1, kc) / MR) * MR;
    }

    /** The size of the next block when what is left is cut into the fewest equal blocks of at most this size. */
    static int next(int left, int most) {
        int blocks = (left - 1) / most + 1;
        return Math.min(left, (left - 1) / blocks + 1);
    }

    /** How many tiles some rows take. */
    static int tiles(int rows) {
        return (rows - 1) / MR + 1;
    }

    /** The first row of a tile, when rows are shared out evenly among so many. */
    static int begin(int rows, int tiles, int tile) {
        return (int) ((long) rows * tile / tiles);
    }

    /** Whether A is packed: if its strides are bad for the caches, and it is used often enough. */
    static boolean packsRows(Operand a, int kc, int cols) {
        boolean bad = a.right == 1 ? a.down % PAGE == 0 : (a.right % PAGE == 0 && kc > 256);
        return bad && cols >= 4 * NR;
    }

    /** Whether a panel of B is packed though its rows are contiguous: where they are, they wouldn't stay in the caches. */
    static boolean packsPanel(Operand b, int kc) {
        return (kc > 128 && b.down % PAGE == 0) || (long) b.down * kc > 1 << 20;
    }

    /** Whether the transposed product costs less: its tiles may waste less, and it packs the other factor. */
    static boolean turn(Matrix a, Matrix b) {
        long straight = cost(a.rows(), b.cols(), a.cols(), b.colStride() == 1);
        long turned = cost(b.cols(), a.rows(), a.cols(), a.rowStride() == 1) + TURNING * a.rows() * b.cols();
        return turned < straight;
    }

    /** What a product costs in multiply-adds. */
    private static long cost(long m, int n, long k, boolean inPlace) {
        int vectors = (n - 1) / (NR / 2) + 1;
        // A vector that is alone in its tile takes half as long again, for want of operands.
        long wide = vectors % 2 == 0 ? vectors * (NR / 2) : vectors * (NR / 2) + NR / 4;
        return m * wide * k + (inPlace ? 0 : TURNING * n * k);
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
