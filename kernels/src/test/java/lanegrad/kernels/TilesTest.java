package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 16})
    void everyTileRunsOnce(int workers) {
        Tiles.with(workers, () -> {
            assertThat(Tiles.workers()).isEqualTo(workers);
            for (int tiles : new int[] {0, 1, 2, 3, 7, 64, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(tiles);
                Tiles.run(tiles, runs::incrementAndGet);
                for (int i = 0; i < tiles; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
            return 0;
        });
    }

    @Test
    void withoutATeamTilesRunInOrder() {
        StringBuilder order = new StringBuilder();
        Tiles.run(4, order::append);
        assertThat(order).hasToString("0123");
        assertThat(Tiles.workers()).isEqualTo(1);
    }

    @Test
    void manyShortRegionsFollowEachOther() {
        int[] sums = new int[8];
        int regions = 2_000;
        Tiles.with(4, () -> {
            for (int region = 0; region < regions; region++) {
                // Plain memory: each region must see what the one before has written.
                Tiles.run(sums.length, tile -> sums[tile]++);
            }
            return 0;
        });
        assertThat(sums).containsOnly(regions);
    }

    @Test
    void workersWakeAfterAPause() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Tiles.with(3, () -> {
            for (int i = 0; i < 5; i++) {
                try {
                    Thread.sleep(5);
                } catch (InterruptedException thrown) {
                    throw new IllegalStateException(thrown);
                }
                Tiles.run(20, _ -> runs.incrementAndGet());
            }
            return 0;
        });
        assertThat(runs).hasValue(100);
    }

    @Test
    void aTileMayRunTilesItself() {
        AtomicIntegerArray runs = new AtomicIntegerArray(12);
        Tiles.with(3, () -> {
            Tiles.run(4, outer -> Tiles.run(3, inner -> runs.incrementAndGet(3 * outer + inner)));
            return 0;
        });
        for (int i = 0; i < 12; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whatATileThrowsReachesTheCallerAndTheTeamGoesOn(int workers) {
        Tiles.with(workers, () -> {
            for (int bad = 0; bad < 5; bad++) {
                int thrower = bad;
                assertThatThrownBy(() -> Tiles.run(5, tile -> {
                            if (tile == thrower) {
                                throw new IllegalStateException("tile " + tile);
                            }
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("tile " + bad);
                AtomicInteger runs = new AtomicInteger();
                Tiles.run(5, _ -> runs.incrementAndGet());
                assertThat(runs).hasValue(5);
            }
            return 0;
        });
    }

    @Test
    void errorsAreNotSwallowed() {
        assertThatThrownBy(() -> Tiles.with(2, () -> {
                    Tiles.run(8, _ -> {
                        throw new StackOverflowError("deep");
                    });
                    return 0;
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void teamsMayBeNested() {
        int inner = Tiles.with(2, () -> Tiles.with(3, Tiles::workers));
        assertThat(inner).isEqualTo(3);
    }

    @Test
    void returnsWhatTheWorkReturns() {
        assertThat(Tiles.with(2, () -> "done")).isEqualTo("done");
    }

    @Test
    void aTeamHasAtLeastOneWorker() {
        assertThatThrownBy(() -> Tiles.with(0, () -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, got 0");
    }
}
