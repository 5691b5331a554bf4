package lanegrad.kernels;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads behind {@link Tiles}: the caller, who leads, and fork-join workers, who take part in each region he opens.
 *
 * <p>Between regions the workers watch for the next one for some tens of microseconds before they park, so that a region
 * pays from a few microseconds of work upwards. Each has a share of neighbouring tiles, the same in every region of as many
 * tiles, because what it has written lies in its core's cache; who is through with his own share takes from the others'.
 */
final class Team {
    /** How long a worker watches before it parks: about as long as waking it takes. */
    private static final long WATCH_NANOS = 60_000;

    /** Glances between two looks at the clock. */
    private static final int GLANCES = 32;

    /** Longs between two words, so that no two are fetched together. */
    private static final int LINE = 16;

    private static final int REGION = LINE;
    private static final int UNFINISHED = 2 * LINE;
    private static final int SHARES = 3 * LINE;
    private static final int TILE_BITS = 24;
    private static final long TILE_MASK = (1L << TILE_BITS) - 1;
    private static final Tiles.Body NOTHING = _ -> {};
    private static final Chunks.Body NO_CHUNK = (_, _) -> {};

    /** A tile for each chunk; the team's own, so that a region allocates nothing. */
    private static final class ChunkTiles implements Tiles.Body {
        private int n;
        private int length;
        private Chunks.Body body = NO_CHUNK;

        @Override
        public void run(int tile) {
            int start = tile * length;
            body.run(start, Math.min(length, n - start));
        }
    }

    private final int workers;
    private final int threads;
    private final Thread owner = Thread.currentThread();

    /**
     * The region's number; its unfinished tiles; and of each thread's share the region's number above and the tiles not
     * yet claimed below: one compare-and-set claims a tile of exactly the region that was read, so a late thread can't
     * touch the next one.
     */
    private final AtomicLongArray words;

    private final AtomicReferenceArray<@Nullable Thread> parked;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ChunkTiles chunks = new ChunkTiles();
    private volatile Tiles.Body body = NOTHING;
    private volatile int tiles;
    private volatile boolean closed;
    private boolean busy;
    private @Nullable ForkJoinPool pool;

    Team(int workers, int threads) {
        this.workers = workers;
        this.threads = threads;
        words = new AtomicLongArray(SHARES + LINE * (threads + 1));
        parked = new AtomicReferenceArray<>(threads);
    }

    /** The number of workers for whom work should be cut: one, while they are at work or if it isn't the leader who asks. */
    int workers() {
        return owner.equals(Thread.currentThread()) && !busy ? workers : 1;
    }

    /** Does work in which there is no team. */
    void leaveOut(Runnable work) {
        if (!free(1)) {
            work.run();
            return;
        }
        busy = true;
        try {
            work.run();
        } finally {
            busy = false;
        }
    }

    /** Starts the other threads, at the first region: work that turns out to be too small for any pays for none. */
    private void enlist() {
        pool = new ForkJoinPool(threads - 1);
        for (int i = 1; i < threads; i++) {
            int place = i;
            pool.execute(ForkJoinTask.adapt(() -> serve(place)));
        }
    }

    void dismiss() {
        if (pool != null) {
            closed = true;
            wake();
            pool.close();
        }
    }

    /** Runs the chunks as tiles, if the team is free. */
    boolean runChunks(int count, int n, int length, Chunks.Body work) {
        if (!free(count)) {
            return false;
        }
        chunks.n = n;
        chunks.length = length;
        chunks.body = work;
        try {
            return run(count, chunks);
        } finally {
            chunks.body = NO_CHUNK;
        }
    }

    private boolean free(int count) {
        return threads > 1 && count <= TILE_MASK && owner.equals(Thread.currentThread()) && !busy;
    }

    static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while running tiles; some of them were left out");
        }
    }

    /** Runs the tiles as a region, if the team is free and it is the leader who asks. */
    boolean run(int count, Tiles.Body work) {
        if (!free(count)) {
            return false;
        }
        checkInterrupt();
        if (pool == null) {
            enlist();
        }
        busy = true;
        try {
            body = work;
            tiles = count;
            words.setPlain(UNFINISHED, count);
            long region = words.getPlain(REGION) + 1;
            for (int place = 0; place < threads; place++) {
                int size = end(place, count) - end(place - 1, count);
                words.setRelease(SHARES + LINE * place, region << TILE_BITS | size);
            }
            words.set(REGION, region);
            wake();
            claim(0);
            await();
            Throwable thrown = failure.get();
            if (thrown != null) {
                failure.set(null);
                throw rethrow(thrown);
            }
        } finally {
            body = NOTHING;
            busy = false;
        }
        return true;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Yielding is for time alone; nothing depends on it.
    private void await() {
        for (int glance = 0; words.get(UNFINISHED) > 0; glance++) {
            if (glance < 2 * GLANCES * GLANCES) {
                Thread.onSpinWait();
            } else {
                // Whoever has the last tile may have lost its core to other programs: this one is as good as any.
                Thread.yield();
            }
        }
    }

    private static RuntimeException rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }

    /** The first tile after the share of this place. */
    private int end(int place, int count) {
        return (int) ((long) count * (place + 1) / threads);
    }

    /** Runs tiles of the region until none is left, first those of this place's share. */
    private void claim(int place) {
        int done = 0;
        for (int i = place; i < place + threads; i++) {
            done += claimOf(i < threads ? i : i - threads);
        }
        if (done > 0) {
            words.addAndGet(UNFINISHED, -done);
        }
    }

    private int claimOf(int place) {
        int word = SHARES + LINE * place;
        int done = 0;
        while (true) {
            long seen = words.get(word);
            Tiles.Body work = body;
            int first = end(place, tiles) - (int) (seen & TILE_MASK);
            if ((seen & TILE_MASK) == 0) {
                return done;
            }
            if (words.compareAndSet(word, seen, seen - 1)) {
                done++;
                try {
                    checkInterrupt();
                    work.run(first);
                } catch (Throwable thrown) {
                    failure.compareAndSet(null, thrown);
                    done += drop();
                }
            }
        }
    }

    /** Claims all tiles that are left, to no purpose, and returns how many. */
    private int drop() {
        int dropped = 0;
        for (int place = 0; place < threads; place++) {
            int word = SHARES + LINE * place;
            long seen = words.get(word);
            while (!words.compareAndSet(word, seen, seen & ~TILE_MASK)) {
                seen = words.get(word);
            }
            dropped += (int) (seen & TILE_MASK);
        }
        return dropped;
    }

    private void serve(int place) {
        // A nested run inside a tile finds no team here, because scoped values are not inherited by pool threads.
        while (!closed) {
            long region = words.get(REGION);
            claim(place);
            Thread.interrupted(); // an interrupt was for the tiles; parking would return at once for ever
            watch(region);
            if (idle(region)) {
                parked.set(place, Thread.currentThread());
                while (idle(region)) {
                    LockSupport.park(this);
                }
                parked.set(place, null);
            }
        }
    }

    private void watch(long region) {
        long start = System.nanoTime();
        do {
            for (int glance = 0; glance < GLANCES; glance++) {
                if (!idle(region)) {
                    return;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < WATCH_NANOS);
    }

    private boolean idle(long region) {
        return words.get(REGION) == region && !closed;
    }

    private void wake() {
        for (int place = 1; place < threads; place++) {
            Thread worker = parked.get(place);
            if (worker != null) {
                LockSupport.unpark(worker);
            }
        }
    }
}
