package lanegrad.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FiniteTest {
    @Test
    void findsEachBadElementAndNothingElse() {
        for (int n : new int[] {0, 1, 15, 63, 64, 130, 1000}) {
            float[] x = new float[n + 4];
            Arrays.fill(x, Float.MAX_VALUE);
            x[0] = Float.NaN;
            x[n + 3] = Float.POSITIVE_INFINITY;
            assertThat(Finite.all(x, 2, n)).as("%d", n).isTrue();
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (int at = 0; at < n; at++) {
                    x[2 + at] = bad;
                    assertThat(Finite.all(x, 2, n)).as("%d of %d", at, n).isFalse();
                    x[2 + at] = -Float.MIN_VALUE;
                }
            }
        }
    }

    @Test
    void findsEachElementBeyondTheLimit() {
        float limit = 3;
        for (int n : new int[] {0, 1, 15, 63, 64, 130, 1000}) {
            float[] x = new float[n + 4];
            Arrays.fill(x, -limit);
            x[1] = Float.NaN;
            x[n + 2] = 4;
            assertThat(Finite.atMost(limit, x, 2, n)).as("%d", n).isTrue();
            for (float bad : new float[] {Float.NaN, -Float.NaN, Float.NEGATIVE_INFINITY, Math.nextUp(3f), -4}) {
                for (int at = 0; at < n; at++) {
                    x[2 + at] = bad;
                    assertThat(Finite.atMost(limit, x, 2, n))
                            .as("%d of %d", at, n)
                            .isFalse();
                    x[2 + at] = limit;
                }
            }
        }
    }
}
