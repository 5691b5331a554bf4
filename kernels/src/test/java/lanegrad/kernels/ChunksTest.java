package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 16_383, 16_384, 16_385, 50_000})
    void everyElementIsInOneChunk(int n) {
        for (int workers : new int[] {1, 3}) {
            AtomicIntegerArray seen = new AtomicIntegerArray(n);
            Tiles.with(workers, () -> {
                Chunks.run(n, (start, length) -> {
                    for (int i = start; i < start + length; i++) {
                        seen.incrementAndGet(i);
                    }
                });
                return 0;
            });
            for (int i = 0; i < n; i++) {
                assertThat(seen.get(i)).isEqualTo(1);
            }
        }
    }
}
