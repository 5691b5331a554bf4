package lanegrad.kernels.gemm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.kernels.Cpu;

/** The sizes of blocks, and which way to go about a product. They decide the time and never the bits. */
final class Blocking {
    /** Vector registers: AVX-512 and NEON have 32, AVX2 has 16. */
    private static final int REGISTERS =
            Cpu.BITS == 512 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    /** The most rows of a tile: with as many sums C2 spills none, in whatever order it puts the instructions. */
    static final int MR = REGISTERS / 4;

    /** The most columns of a tile: two vectors. */
    static final int NR = 2 * Math.max(Cpu.BITS, 128) / Float.SIZE;

    /** The most columns of B that are packed at a time: rows are fetched faster in longer pieces. */
    static final int STRIP = 4 * NR;

    /** The most steps along k at a time: a strip of B then takes half of the second-level cache. */
    static final int KC = 1024;

    /** The most steps if A's columns compete for the same places in the caches. */
    static final int KC_SPREAD = 256;

    /** Whether the processor does an operation of 512 bits as two of 256, as the AVX-512 of AMD's family 25 (Zen 4) is. */
    static final boolean SPLIT = Cpu.BITS == 512 && inHalves(Path.of("/proc/cpuinfo"));

    /** The most floats of A in a block of rows: the other half of the second-level cache. */
    private static final int BLOCK = 1 << 17;

    /** The square of the tiles one below the other that read B, times B's size, from which on packing it costs less. */
    private static final long OFTEN = 1 << 28;

    /** Floats on a page of memory: lines so far apart compete for the same places in the caches. */
    private static final int PAGE = 1024;

    /** Floats from the first row of a panel to the last, from which on they don't stay in the caches. */
    private static final long SPREAD = 1 << 20;

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
        if (left <= most) {
            return left;
        }
        int blocks = (left - 1) / most + 1;
        return (left - 1) / blocks + 1;
    }

    /** How many tiles some rows take. */
    static int tiles(int rows) {
        return (rows - 1) / MR + 1;
    }

    /** The first row of a tile, when rows are shared out evenly among so many. */
    static int begin(int rows, int tiles, int tile) {
        return (int) ((long) rows * tile / tiles);
    }

    /** Whether A's columns compete for the same places in the caches: then it is read a tile at a time, for all panels. */
    static boolean isSpread(Operand a) {
        return a.right != 1 && a.right % PAGE == 0;
    }

    /** Whether B is packed: if its rows aren't contiguous, or, used often, don't stay in the caches where they are. */
    static boolean packsColumns(Operand b, int kc, long tiles) {
        return !b.isPacked() && packsColumns(b.down, b.right, kc, tiles);
    }

    /** Likewise, from a row of B to the next and from a column to the next. */
    static boolean packsColumns(int down, int right, int kc, long tiles) {
        long span = (long) down * kc;
        boolean spread = (down % PAGE == 0 && kc > 128) || span > SPREAD;
        boolean often = tiles * tiles * span >= OFTEN;
        return right != 1 || down <= 0 || often || (tiles > 2 && spread);
    }

    /** Whether the transposed product costs less: its tiles may waste less, and it packs the other factor. */
    static boolean turn(Matrix a, Matrix b) {
        long straight = cost(a.rows(), b.cols(), a.cols(), b.colStride() == 1);
        long turned = cost(b.cols(), a.rows(), a.cols(), a.rowStride() == 1) + TURNING * a.rows() * b.cols();
        return turned < straight;
    }

    /** What a product costs in multiply-adds. */
    private static long cost(long m, int n, long k, boolean inPlace) {
        int whole = n - n % NR;
        int last = whole < n ? Tile.width(n - whole) : 0;
        // A vector that is alone in its tile takes half as long again, for want of operands.
        boolean alone = last == NR / 2 && !SPLIT;
        return m * (whole + last + (alone ? last / 2 : 0)) * k + (inPlace ? 0 : TURNING * n * k);
    }

    private static boolean inHalves(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.limit(4)
                    .map(line -> line.replaceAll("\\s", ""))
                    .toList()
                    .containsAll(List.of("vendor_id:AuthenticAMD", "cpufamily:25"));
        } catch (IOException | UncheckedIOException thrown) {
            return false;
        }
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

    /**
     * How many of the parts lie side by side: so that the least is read or packed twice.
     *
     * <p>A part takes its columns of B and its rows of A, and these once for each strip if B is packed: parts as wide as
     * a strip then read no more of A than wider ones, and no strip is packed for several parts. Else they are as square
     * as can be.
     */
    static int across(int parts, int m, int n, boolean packs) {
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int across = 1; across <= parts; across++) {
            double columns = (double) n / across;
            double times = packs ? Math.max(1, columns / STRIP) : 1;
            double taken = (double) m * across / parts * times + columns;
            if (parts % across == 0 && taken < least) {
                best = across;
                least = taken;
            }
        }
        return best;
    }

    /** Where a part begins when n is cut into so many equal parts of whole tiles. */
    static int cut(int n, int parts, int part, int unit) {
        return (int) Math.min(n, (long) up(n, unit) / unit * part / parts * unit);
    }
}
