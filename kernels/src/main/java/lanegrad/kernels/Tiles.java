package lanegrad.kernels;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a range of independent tiles on a team of fork-join workers.
 *
 * <p>A team is enlisted once, for as long as {@link #with} lasts. Between regions its workers watch a ticket for some
 * tens of microseconds before they park, so that a region pays from a few microseconds of work upwards. Which worker
 * runs a tile is left to chance; what a tile computes must not depend on it.
 *
 * <pre>{@code
 * Tiles.with(2, () -> { Tiles.run(8, tile -> work(tile)); return 0; });
 * }</pre>
 */
public final class Tiles {
    /** The work of one tile. */
    @FunctionalInterface
    public interface Body {
        /** Computes one tile, independently of all others. */
        void run(int tile);
    }

    private static final ScopedValue<Tiles> TEAM = ScopedValue.newInstance();

    /** About 30 microseconds of watching before a worker parks. */
    private static final int SPINS = 1 << 11;

    private static final int TILE_BITS = 24;
    private static final long TILE_MASK = (1L << TILE_BITS) - 1;
    private static final Body NOTHING = _ -> {};

    /**
     * The region's number above, the tiles not yet claimed below: one compare-and-set claims a tile of exactly the
     * region that was read, so a late worker can't touch the next one.
     */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Thread> parked;
    private volatile Body body = NOTHING;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private boolean busy;

    private Tiles(int workers) {
        parked = new AtomicReferenceArray<>(workers - 1);
    }

    /** The number of workers that {@link #run} may use here, the caller included. */
    public static int workers() {
        return TEAM.isBound() ? TEAM.get().parked.length() + 1 : 1;
    }

    /**
     * Does the work with a team of this many workers, the caller being one of them.
     *
     * @throws IllegalArgumentException if there are less than one
     */
    public static <R> R with(int workers, Supplier<R> work) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: expected at least 1, got " + workers);
        }
        Tiles team = new Tiles(workers);
        if (workers == 1) {
            return ScopedValue.where(TEAM, team).call(work::get);
        }
        try (ForkJoinPool pool = new ForkJoinPool(workers - 1)) {
            for (int i = 0; i < workers - 1; i++) {
                int place = i;
                pool.execute(ForkJoinTask.adapt(() -> team.serve(place)));
            }
            try {
                return ScopedValue.where(TEAM, team).call(work::get);
            } finally {
                team.close();
            }
        }
    }

    /**
     * Runs tiles 0 to {@code tiles - 1}, each once, and returns when all are done.
     *
     * <p>A call from inside a tile, or without a team, runs them in order on the caller.
     */
    public static void run(int tiles, Body body) {
        if (tiles > 1 && TEAM.isBound() && TEAM.get().tryRegion(tiles, body)) {
            return;
        }
        for (int tile = 0; tile < tiles; tile++) {
            body.run(tile);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // Yielding is for time alone; nothing depends on it.
    private boolean tryRegion(int tiles, Body work) {
        if (busy || parked.length() == 0 || tiles > TILE_MASK) {
            return false;
        }
        busy = true;
        try {
            body = work;
            unfinished.set(tiles);
            long region = (ticket.get() >>> TILE_BITS) + 1;
            ticket.set(region << TILE_BITS | tiles);
            wake();
            claim();
            for (int spin = 0; unfinished.get() > 0; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    // Whoever has the last tile may have lost its core to other programs: this one is as good as any.
                    Thread.yield();
                }
            }
            Throwable thrown = failure;
            if (thrown != null) {
                failure = null;
                throw rethrow(thrown);
            }
        } finally {
            body = NOTHING;
            busy = false;
        }
        return true;
    }

    private static RuntimeException rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }

    /** Claims and runs tiles of the current region until none is left. */
    private void claim() {
        while (true) {
            long seen = ticket.get();
            Body work = body;
            int left = (int) (seen & TILE_MASK);
            if (left == 0) {
                return;
            }
            if (ticket.compareAndSet(seen, seen - 1)) {
                try {
                    // Tiles are handed out in ascending order of the tiles left, so the caller sees them descend.
                    work.run(left - 1);
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    unfinished.decrementAndGet();
                }
            }
        }
    }

    private void serve(int place) {
        // A nested run inside a tile finds no team here, because scoped values are not inherited by pool threads.
        while (!closed) {
            claim();
            for (int spin = 0; spin < SPINS && idle(); spin++) {
                Thread.onSpinWait();
            }
            if (idle()) {
                parked.set(place, Thread.currentThread());
                while (idle()) {
                    LockSupport.park(this);
                }
                parked.set(place, null);
            }
        }
    }

    private boolean idle() {
        return (ticket.get() & TILE_MASK) == 0 && !closed;
    }

    private void wake() {
        for (int place = 0; place < parked.length(); place++) {
            Thread worker = parked.get(place);
            if (worker != null) {
                LockSupport.unpark(worker);
            }
        }
    }

    private void close() {
        closed = true;
        wake();
    }
}
