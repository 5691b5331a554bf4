package lanegrad.kernels.random;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Lanes;

/** The vector form of {@link Philox}: a counter to each lane of 64 bits, a word in the lower half of a lane. */
final class PhiloxLanes {
    private static final VectorSpecies<Long> LONGS = Lanes.FLOATS.withLanes(long.class);
    private static final int LENGTH = LONGS.length();

    /** The words of a vector of counters. With less the loop would seem cold, and the compiler would leave calls in it. */
    static final int LEAST = 4 * LENGTH;

    private static final VectorShuffle<Long> FIRST = VectorShuffle.makeZip(LONGS, 0);
    private static final VectorShuffle<Long> SECOND = VectorShuffle.makeZip(LONGS, 1);
    private static final long LOW = 0xFFFF_FFFFL;

    private PhiloxLanes() {}

    /** Makes whole vectors of words out of at least {@link #LEAST}, and returns the number of words. */
    static int words(long key, long stream, long counter, int[] words, int n) {
        int i = 0;
        for (; i <= n - LEAST; i += LEAST) {
            LongVector c0 = LongVector.broadcast(LONGS, counter + i / 4).addIndex(1);
            LongVector c1 = c0.lanewise(VectorOperators.LSHR, 32);
            LongVector c2 = LongVector.broadcast(LONGS, stream);
            LongVector c3 = LongVector.broadcast(LONGS, stream >>> 32);
            int k0 = (int) key;
            int k1 = (int) (key >>> 32);
            // The upper halves hold leftovers: only a multiplication has to clear them.
            for (int round = 0; round < Philox.ROUNDS; round++) {
                LongVector product0 = product(c0, Philox.MULTIPLIER_0);
                LongVector product1 = product(c2, Philox.MULTIPLIER_1);
                c0 = mixed(product1, c1, k0);
                c1 = product1;
                c2 = mixed(product0, c3, k1);
                c3 = product0;
                k0 += Philox.WEYL_0;
                k1 += Philox.WEYL_1;
            }
            LongVector front = c0.and(LOW).or(c1.lanewise(VectorOperators.LSHL, 32));
            LongVector back = c2.and(LOW).or(c3.lanewise(VectorOperators.LSHL, 32));
            front.rearrange(FIRST, back).reinterpretAsInts().intoArray(words, i);
            front.rearrange(SECOND, back).reinterpretAsInts().intoArray(words, i + 2 * LENGTH);
        }
        return i;
    }

    /** Masks the constant too: that is how the compiler knows a product of 32 by 32 bits. */
    private static LongVector product(LongVector word, long multiplier) {
        return word.and(LOW).mul(LongVector.broadcast(LONGS, multiplier).and(LOW));
    }

    private static LongVector mixed(LongVector product, LongVector word, long key) {
        return product.lanewise(VectorOperators.LSHR, 32)
                .lanewise(VectorOperators.XOR, word.lanewise(VectorOperators.XOR, key));
    }
}
