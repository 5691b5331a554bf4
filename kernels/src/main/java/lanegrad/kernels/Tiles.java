package lanegrad.kernels;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Runs a range of independent tiles on a team of fork-join workers.
 *
 * <p>A team is enlisted once, at the first region, for as long as {@link #with} lasts; {@link Team} says how it works. Which
 * worker runs a tile is left to chance, and what a tile computes must not depend on it. A region allocates nothing beyond
 * the body it is given.
 *
 * <p>A region ends early when a tile throws, or when a thread that runs tiles is interrupted: tiles that have not begun
 * are left out, the caller gets the exception, and the team can go on.
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

    private static final ScopedValue<Team> TEAM = ScopedValue.newInstance();

    private Tiles() {}

    /** The number of workers for whom work should be cut here, the caller included. */
    public static int workers() {
        return TEAM.isBound() ? TEAM.get().workers() : 1;
    }

    /** Does work that is too small to be shared: in it there is no team. */
    public static void alone(Runnable work) {
        if (TEAM.isBound()) {
            TEAM.get().leaveOut(work);
        } else {
            work.run();
        }
    }

    /**
     * Does the work with a team of this many workers, the caller being one of them.
     *
     * <p>Work is cut for as many, but there are no more threads than processors: others would only be in their way.
     *
     * @throws IllegalArgumentException if there are less than one
     */
    public static <R> R with(int workers, Supplier<R> work) {
        return with(workers, Math.min(workers, Runtime.getRuntime().availableProcessors()), work);
    }

    /** Likewise with this many threads, of which there may be more than processors. */
    static <R> R with(int workers, int threads, Supplier<R> work) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: expected at least 1, got " + workers);
        }
        Team team = new Team(workers, threads);
        try {
            return ScopedValue.where(TEAM, team).call(work::get);
        } finally {
            team.dismiss();
        }
    }

    /**
     * Runs tiles 0 to {@code tiles - 1}, each once, and returns when all are done.
     *
     * <p>A call from inside a tile, without a team, or from a thread that was started in the meantime runs them in order
     * on the caller.
     *
     * @throws CancellationException if a thread is interrupted that runs tiles; the caller's interrupt status stays
     */
    public static void run(int tiles, Body body) {
        if (tiles > 1 && TEAM.isBound() && TEAM.get().run(tiles, body)) {
            return;
        }
        for (int tile = 0; tile < tiles; tile++) {
            Team.checkInterrupt();
            body.run(tile);
        }
    }

    /**
     * Cuts 0 to {@code n - 1} in chunks of this length, the last perhaps shorter, and runs each once, as {@link #run} does.
     *
     * @throws CancellationException likewise
     */
    static void runChunks(int n, int length, Chunks.Body body) {
        int count = n == 0 ? 0 : (n - 1) / length + 1;
        if (count > 1 && TEAM.isBound() && TEAM.get().runChunks(count, n, length, body)) {
            return;
        }
        for (int tile = 0; tile < count; tile++) {
            Team.checkInterrupt();
            body.run(tile * length, Math.min(length, n - tile * length));
        }
    }
}
