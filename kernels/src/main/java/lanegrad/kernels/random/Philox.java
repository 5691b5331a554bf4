package lanegrad.kernels.random;

import java.nio.charset.StandardCharsets;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.Cpu;

/**
 * Random numbers counted by index: the i-th number of a stream is a function of (key, stream, i), so that streams need
 * no state, can be filled in parallel, and are resumed by naming them again.
 *
 * <p>Philox 4x32-10 (Salmon, Moraes, Dror, Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, 2011): four words of 32
 * bits for each counter of 128 bits. The counter is i / 4 in its lower and the stream in its upper half.
 */
public final class Philox {
    static final long MULTIPLIER_0 = 0xD2511F53L;
    static final long MULTIPLIER_1 = 0xCD9E8D57L;
    static final int WEYL_0 = 0x9E3779B9;
    static final int WEYL_1 = 0xBB67AE85;
    static final int ROUNDS = 10;

    /** Words made at a time. */
    static final int BUFFER = 1024;

    private static final float ULP_24 = 0x1p-24f;

    private static final ThreadLocal<int[]> WORDS = ThreadLocal.withInitial(() -> new int[BUFFER]);
    private static final ThreadLocal<Uniform> UNIFORM = ThreadLocal.withInitial(Uniform::new);
    private static final ThreadLocal<Normal> NORMAL = ThreadLocal.withInitial(Normal::new);
    private static final ThreadLocal<Mask> MASK = ThreadLocal.withInitial(Mask::new);

    private Philox() {}

    /**
     * The key for a purpose under a seed, the same on every machine: different purposes, and different splits of the
     * same letters, have different keys (as far as 64 bits allow).
     *
     * <p>From {@code h = mix(seed)}, for each purpose {@code h = mix(h ^ fnv1a(its UTF-8 bytes))}, where mix is the
     * finaliser of SplitMix64 after adding its constant, and fnv1a the 64-bit FNV-1a hash.
     */
    public static long key(long seed, String... purpose) {
        long h = mix(seed);
        for (String word : purpose) {
            h = mix(h ^ fnv1a(word.getBytes(StandardCharsets.UTF_8)));
        }
        return h;
    }

    /** Fills n elements with numbers from [0, 1) of 24 bits, uniformly distributed. */
    public static void uniform(long key, long stream, float[] out, int offset, int n) {
        UNIFORM.get().fill(key, stream, out, offset, n);
    }

    /**
     * Fills n elements with numbers from the standard normal distribution.
     *
     * <p>Box, Muller (1958): two words u, v of a counter give sqrt(-2 ln u) cos(2 pi v) and sqrt(-2 ln u) sin(2 pi v).
     */
    public static void normal(long key, long stream, float[] out, int offset, int n) {
        NORMAL.get().fill(key, stream, out, offset, n);
    }

    /**
     * Fills n elements with a dropout mask: 0 with probability {@code rate}, else 1 / (1 - rate), so that the mean is 1.
     *
     * <p>Liquet, Moka, Nazarathy, (5.47)-(5.48).
     */
    public static void mask(long key, long stream, float rate, float[] out, int offset, int n) {
        Mask mask = MASK.get();
        mask.kept = (float) (1 / (1 - (double) rate));
        mask.dropped = (int) Math.ceil(rate * 0x1p24);
        mask.fill(key, stream, out, offset, n);
    }

    /** A permutation of 0 to n - 1, all of them equally likely (Fisher, Yates; Durstenfeld, 1964). */
    public static int[] permutation(long key, long stream, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        int[] words = new int[n < BUFFER / 2 ? 2 * n + 2 & -4 : BUFFER];
        // Each exchange takes two words, a number of 64 bits; its bias is below n / 2^64.
        for (int i = n - 1; i > 0; i--) {
            int done = n - 1 - i;
            int at = 2 * done % BUFFER;
            if (at == 0) {
                words(key, stream, done / 2, words, words.length);
            }
            long random = (long) words[at] << 32 | (words[at + 1] & 0xFFFF_FFFFL);
            int j = (int) Math.unsignedMultiplyHigh(random, i + 1L);
            int exchanged = order[i];
            order[i] = order[j];
            order[j] = exchanged;
        }
        return order;
    }

    /** Turns words into numbers; each thread keeps one of a kind and fills it in again, so that nothing is allocated. */
    private abstract static class Fill implements Chunks.Body {
        private static final float[] NONE = {};

        float[] out = NONE;
        private int offset;
        private long key;
        private long stream;

        final void fill(long key, long stream, float[] out, int offset, int n) {
            this.key = key;
            this.stream = stream;
            this.out = out;
            this.offset = offset;
            try {
                Chunks.run(n, this);
            } finally {
                // Or the thread would hold the array as long as it lives.
                this.out = NONE;
            }
        }

        @Override
        public final void run(int start, int count) {
            int[] words = WORDS.get();
            for (int at = start; at < start + count; at += BUFFER) {
                int length = Math.min(BUFFER, start + count - at);
                words(key, stream, at / 4, words, (length + 3) & -4);
                numbers(words, offset + at, length);
            }
        }

        /** Turns words into {@code length} elements of out from {@code at}. */
        abstract void numbers(int[] words, int at, int length);
    }

    private static final class Uniform extends Fill {
        @Override
        void numbers(int[] words, int at, int length) {
            for (int i = 0; i < length; i++) {
                out[at + i] = (words[i] >>> 8) * ULP_24;
            }
        }
    }

    private static final class Mask extends Fill {
        private float kept;
        private int dropped;

        @Override
        void numbers(int[] words, int at, int length) {
            for (int i = 0; i < length; i++) {
                // The sign of the difference, without a branch that nobody can foresee.
                out[at + i] = kept * (1 + (((words[i] >>> 8) - dropped) >> 31));
            }
        }
    }

    private static final class Normal extends Fill {
        @Override
        void numbers(int[] words, int at, int length) {
            BoxMuller.ofThread().numbers(words, out, at, length);
        }
    }

    /** Makes the words of the counters from {@code counter}, at least n of them. */
    static void words(long key, long stream, long counter, int[] words, int n) {
        int done = Cpu.VECTORS && n >= PhiloxLanes.LEAST ? PhiloxLanes.words(key, stream, counter, words, n) : 0;
        for (int i = done; i < n; i += 4) {
            block(key, stream, counter + i / 4, words, i);
        }
    }

    private static void block(long key, long stream, long counter, int[] words, int at) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int c0 = (int) counter;
        int c1 = (int) (counter >>> 32);
        int c2 = (int) stream;
        int c3 = (int) (stream >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & 0xFFFF_FFFFL);
            long product1 = MULTIPLIER_1 * (c2 & 0xFFFF_FFFFL);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        words[at] = c0;
        words[at + 1] = c1;
        words[at + 2] = c2;
        words[at + 3] = c3;
    }

    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static long fnv1a(byte[] bytes) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }
}
