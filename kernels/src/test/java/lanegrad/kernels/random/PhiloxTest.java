package lanegrad.kernels.random;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("widths")
class PhiloxTest {
    private static final long KEY = Philox.key(7, "test");

    @Test
    void givesThePublishedWords() {
        // Random123, kat_vectors: philox4x32 10.
        assertWords(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertWords(-1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertWords(
                0x299f31d0_a4093822L,
                0x03707344_13198a2eL,
                0x85a308d3_243f6a88L,
                0xd16cfe09,
                0x94fdcceb,
                0x5001e420,
                0x24126ea1);
    }

    private static void assertWords(long key, long stream, long counter, int... expected) {
        int[] words = new int[4];
        Philox.words(key, stream, counter, words, 4);
        assertThat(words).containsExactly(expected);
    }

    @Test
    void manyWordsAreThoseOfEachCounter() {
        // Across the carry into the counter's second word.
        long counter = 0xFFFF_FFF0L;
        int[] words = new int[4 * 37];
        Philox.words(KEY, 5, counter, words, words.length);
        for (int i = 0; i < words.length; i += 4) {
            int[] four = new int[4];
            Philox.words(KEY, 5, counter + i / 4, four, 4);
            assertThat(Arrays.copyOfRange(words, i, i + 4)).containsExactly(four);
        }
    }

    @Test
    void numbersAreAFunctionOfTheirIndex() {
        float[] whole = new float[20_000];
        float[] normals = new float[20_000];
        float[] mask = new float[20_000];
        Tiles.with(3, () -> {
            Philox.uniform(KEY, 1, whole, 0, whole.length);
            Philox.normal(KEY, 1, normals, 0, normals.length);
            Philox.mask(KEY, 1, 0.3f, mask, 0, mask.length);
            return 0;
        });
        for (int n : new int[] {0, 1, 2, 3, 4, 5, 63, 1023, 1024, 1025, 9001}) {
            float[] out = Floats.guarded(n + 10);
            Philox.uniform(KEY, 1, out, 3, n);
            assertSameBits(Arrays.copyOfRange(out, 3, 3 + n), Arrays.copyOf(whole, n), "uniform");
            Philox.normal(KEY, 1, out, 3, n);
            assertSameBits(Arrays.copyOfRange(out, 3, 3 + n), Arrays.copyOf(normals, n), "normal");
            Philox.mask(KEY, 1, 0.3f, out, 3, n);
            assertSameBits(Arrays.copyOfRange(out, 3, 3 + n), Arrays.copyOf(mask, n), "mask");
            assertThat(out[2]).isEqualTo(Floats.GUARD);
            assertThat(out[3 + n]).isEqualTo(Floats.GUARD);
        }
    }

    @Test
    void uniformNumbersFillTheUnitInterval() {
        float[] u = new float[100_000];
        Philox.uniform(KEY, 2, u, 0, u.length);
        int[] count = new int[10];
        for (float x : u) {
            assertThat(x).isBetween(0f, Math.nextDown(1f));
            count[(int) (10 * x)]++;
        }
        // 10,000 each with a standard deviation of 95.
        assertThat(Arrays.stream(count)).allMatch(c -> c > 9_600 && c < 10_400);
    }

    @Test
    void normalNumbersAreThoseOfBoxAndMuller() {
        int n = 20_000;
        int[] words = new int[n];
        Philox.words(KEY, 3, 0, words, n);
        float[] z = new float[n];
        Philox.normal(KEY, 3, z, 0, n);
        for (int i = 0; i < n; i += 2) {
            double u = Math.fma((float) (words[i] >>> 1), 0x1p-31f, 0x1p-32f);
            double radius = Math.sqrt(-2 * Math.log(u));
            double angle = 2 * Math.PI * 0x1p-32 * words[i + 1];
            assertThat((double) z[i]).isCloseTo(radius * Math.cos(angle), within(1e-6));
            assertThat((double) z[i + 1]).isCloseTo(radius * Math.sin(angle), within(1e-6));
        }
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        float[] z = new float[200_000];
        Philox.normal(KEY, 3, z, 0, z.length);
        double[] moments = new double[5];
        double neighbours = 0;
        for (int i = 0; i < z.length; i++) {
            for (int k = 1; k <= 4; k++) {
                moments[k] += Math.pow(z[i], k) / z.length;
            }
            neighbours += i % 2 == 0 ? 2.0 * z[i] * z[i + 1] / z.length : 0;
        }
        assertThat(moments[1]).isCloseTo(0, within(0.01));
        assertThat(moments[2]).isCloseTo(1, within(0.015));
        assertThat(moments[3]).isCloseTo(0, within(0.04));
        assertThat(moments[4]).isCloseTo(3, within(0.1));
        assertThat(neighbours).isCloseTo(0, within(0.015));
    }

    @Test
    void masksDropTheirShareAndKeepTheMean() {
        for (float rate : new float[] {0, 0.1f, 0.5f, 0.9f}) {
            float[] mask = new float[100_000];
            Philox.mask(KEY, 4, rate, mask, 0, mask.length);
            int dropped = 0;
            for (float x : mask) {
                assertThat(x == 0 || x == 1 / (1 - rate)).isTrue();
                dropped += x == 0 ? 1 : 0;
            }
            assertThat((double) dropped / mask.length).isCloseTo(rate, within(rate == 0 ? 0 : 0.006));
        }
    }

    @Test
    void aMaskDropsWhereTheUniformNumberIsBelowItsRate() {
        float[] mask = new float[5000];
        float[] uniform = new float[5000];
        Philox.mask(KEY, 5, 0.3f, mask, 0, mask.length);
        Philox.uniform(KEY, 5, uniform, 0, uniform.length);
        for (int i = 0; i < mask.length; i++) {
            assertThat(mask[i] == 0).isEqualTo(uniform[i] < 0.3f);
        }
    }

    @Test
    void permutationsAreEquallyLikely() {
        int[] count = new int[6];
        for (int stream = 0; stream < 6000; stream++) {
            int[] p = Philox.permutation(KEY, stream, 3);
            count[2 * p[0] + (p[1] < p[2] ? 0 : 1)]++;
        }
        // 1,000 each with a standard deviation of 29.
        assertThat(Arrays.stream(count)).allMatch(c -> c > 880 && c < 1120);
    }

    @Test
    void aPermutationHasEachNumberOnce() {
        for (int n : new int[] {0, 1, 2, 513, 10_000}) {
            int[] p = Philox.permutation(KEY, 1, n);
            assertThat(Arrays.stream(p).sorted().toArray())
                    .containsExactly(IntStream.range(0, n).toArray());
        }
        assertThat(Philox.permutation(KEY, 1, 100)).isNotEqualTo(Philox.permutation(KEY, 2, 100));
    }

    @Test
    void keysTellSeedsAndPurposesApart() {
        assertThat(new long[] {
                    Philox.key(1),
                    Philox.key(2),
                    Philox.key(1, ""),
                    Philox.key(1, "a"),
                    Philox.key(1, "ab", "c"),
                    Philox.key(1, "a", "bc"),
                    Philox.key(1, "bc", "a")
                })
                .doesNotHaveDuplicates();
        assertThat(Philox.key(1, "dropout", "0")).isEqualTo(Philox.key(1, "dropout", "0"));
    }

    @Test
    void keysNeverChangeBetweenVersions() {
        // A saved run goes on with these: SplitMix64's first number for seed 0 is published as e220a8397b1dcdaf.
        assertThat(Philox.key(0)).isEqualTo(0xe220a8397b1dcdafL);
    }
}
