package lanegrad.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 16})
    void everyTileRunsOnce(int workers) {
        Tiles.with(workers, workers, () -> {
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
        Tiles.with(4, 4, () -> {
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
        Tiles.with(3, 3, () -> {
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
        Tiles.with(3, 3, () -> {
            Tiles.run(4, outer -> Tiles.run(3, inner -> runs.incrementAndGet(3 * outer + inner)));
            return 0;
        });
        for (int i = 0; i < 12; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
    }

    @Test
    void chunksMayBeNestedInChunks() {
        AtomicIntegerArray runs = new AtomicIntegerArray(6 * 7);
        Tiles.with(3, 3, () -> {
            Tiles.runChunks(
                    6,
                    4,
                    (row, rows) -> Tiles.runChunks(rows * 7, 3, (start, length) -> {
                        for (int i = start; i < start + length; i++) {
                            runs.incrementAndGet(row * 7 + i);
                        }
                    }));
            return 0;
        });
        for (int i = 0; i < runs.length(); i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9})
    void aTileThatTakesLongHoldsUpNoOther(int slow) {
        CountDownLatch others = new CountDownLatch(9);
        Tiles.with(2, 2, () -> {
            // Ends only because its neighbours, which are of the same worker's share, are run by the other.
            Tiles.run(10, tile -> {
                if (tile == slow) {
                    await(others);
                } else {
                    others.countDown();
                }
            });
            return 0;
        });
    }

    @Test
    void aTeamMayBeEnlistedInsideATile() {
        AtomicInteger runs = new AtomicInteger();
        Tiles.with(2, 2, () -> {
            Tiles.run(
                    4,
                    _ -> Tiles.with(2, 2, () -> {
                        Tiles.run(3, _ -> runs.incrementAndGet());
                        return 0;
                    }));
            return 0;
        });
        assertThat(runs).hasValue(12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void afterAFailureNoFurtherTilesAreClaimed(int threads) {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch thrown = new CountDownLatch(1);
        Tiles.with(threads, threads, () -> {
            assertThatThrownBy(() -> Tiles.run(10_000, tile -> {
                        if (tile == 0) {
                            thrown.countDown();
                            throw new IllegalStateException("no more");
                        }
                        await(thrown);
                        runs.incrementAndGet();
                        sleep(1);
                    }))
                    .hasMessage("no more");
            return 0;
        });
        assertThat(runs.get()).isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void anInterruptEndsTheRegionAndTheTeamGoesOn(int threads) {
        Tiles.with(threads, threads, () -> {
            for (int tile = 0; tile < 40; tile += 13) {
                int interrupted = tile;
                AtomicInteger runs = new AtomicInteger();
                assertThatThrownBy(() -> Tiles.run(10_000, t -> {
                            if (t == interrupted) {
                                Thread.currentThread().interrupt();
                            }
                            runs.incrementAndGet();
                            sleep(t > 100 ? 1 : 0);
                        }))
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("left out");
                assertThat(runs.get()).isBetween(1, 5_000);
                Thread.interrupted();
                AtomicInteger again = new AtomicInteger();
                Tiles.run(50, _ -> again.incrementAndGet());
                assertThat(again).hasValue(50);
            }
            return 0;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anInterruptedCallerBeginsNoTile(int threads) {
        Tiles.with(threads, threads, () -> {
            Thread.currentThread().interrupt();
            AtomicInteger mine = new AtomicInteger();
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> Tiles.runChunks(100, 10, (_, _) -> {
                        if (Thread.currentThread() == caller) {
                            mine.incrementAndGet();
                        }
                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(mine).hasValue(0);
            assertThat(Thread.interrupted()).as("the status stays").isTrue();
            return 0;
        });
    }

    @Test
    void noThreadIsStartedBeforeTheFirstRegion() {
        long before = workers();
        Tiles.with(2, 2, () -> {
            Tiles.alone(() -> Tiles.run(8, _ -> {}));
            assertThat(workers()).isEqualTo(before);
            Tiles.run(8, _ -> {});
            assertThat(workers()).isEqualTo(before + 1);
            return 0;
        });
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("ForkJoinPool-.*"))
                .count();
    }

    @Test
    void anIdleTeamTakesNoTimeOfTheProcessor() {
        long used = Tiles.with(2, 2, () -> {
            long worker = worker(false);
            return idle(worker);
        });
        assertThat(used).isLessThan(5_000_000);
    }

    @Test
    void anInterruptedWorkerSleepsToo() {
        long used = Tiles.with(2, 2, () -> {
            long worker = worker(true);
            return idle(worker);
        });
        assertThat(used).isLessThan(5_000_000);
    }

    @Test
    void aRegionAllocatesNothing() {
        float[] sums = new float[16];
        Tiles.Body tiles = tile -> sums[tile]++;
        Chunks.Body chunks = (start, length) -> sums[start]++;
        Tiles.with(2, 2, () -> {
            long worker = worker(false);
            int regions = 20_000;
            long before = 0;
            for (int region = -regions; region < regions; region++) {
                if (region == 0) {
                    before = allocated(worker);
                }
                Tiles.run(16, tiles);
                Tiles.runChunks(16, 5, chunks);
            }
            // The compiler may still move in: that costs some bytes once.
            assertThat((double) (allocated(worker) - before) / regions).isLessThan(1);
            return 0;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whatATileThrowsReachesTheCallerAndTheTeamGoesOn(int workers) {
        Tiles.with(workers, workers, () -> {
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

    /** The id of the team's second thread, perhaps after it was interrupted in a tile. */
    private static long worker(boolean interrupt) {
        Thread caller = Thread.currentThread();
        AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
        while (worker.get() == null) {
            try {
                Tiles.run(2, _ -> {
                    if (Thread.currentThread() != caller) {
                        worker.set(Thread.currentThread());
                        if (interrupt) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    sleep(1);
                });
            } catch (CancellationException expected) {
                assertThat(interrupt).isTrue();
            }
        }
        return Objects.requireNonNull(worker.get()).threadId();
    }

    /** The nanoseconds of the processor that the thread takes while the caller sleeps for a fifth of a second. */
    private static long idle(long worker) {
        sleep(20);
        long before = THREADS.getThreadCpuTime(worker);
        sleep(200);
        return THREADS.getThreadCpuTime(worker) - before;
    }

    private static long allocated(long worker) {
        return THREADS.getThreadAllocatedBytes(worker) + THREADS.getCurrentThreadAllocatedBytes();
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
