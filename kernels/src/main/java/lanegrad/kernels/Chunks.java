package lanegrad.kernels;

/**
 * Shares out long arrays among the {@link Tiles} team, in chunks whose length depends on nothing else, so that any
 * worker may take any of them.
 */
public final class Chunks {
    /** Floats in a chunk: some microseconds of work, and a whole number of vectors. */
    private static final int LENGTH = 8 * 1024;

    /** The work on one chunk; an object that its thread keeps and fills anew for each call allocates nothing. */
    @FunctionalInterface
    public interface Body {
        /** Works on {@code length} elements from {@code start}. */
        void run(int start, int length);
    }

    private Chunks() {}

    /** Works on n elements: at once by the caller if they are few or it has no team, else in chunks. */
    public static void run(int n, Body body) {
        if (n < 2 * LENGTH || Tiles.workers() == 1) {
            body.run(0, n);
            return;
        }
        Tiles.runChunks(n, LENGTH, body);
    }
}
