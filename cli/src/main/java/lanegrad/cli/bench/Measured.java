package lanegrad.cli.bench;

/**
 * How a task went.
 *
 * @param task which
 * @param seconds the median time of a call
 * @param best its least time, which tells how much other programs were in the way
 * @param allocated the median bytes of heap that a call takes, negative if this JVM doesn't tell
 */
record Measured(Task task, double seconds, double best, double allocated) {
    /** Billions of multiplications and additions in a second. */
    double gflops() {
        return task.flops() / seconds / 1e9;
    }

    /** Billions of bytes in a second. */
    double gigabytes() {
        return task.bytes() / seconds / 1e9;
    }

    /**
     * The share of the roof above it: of the FMA peak or of the memory's bandwidth, whichever is lower for a task of
     * this intensity. Above 1 for work that caches serve.
     */
    double share(Limits limits) {
        return bound(limits) ? gflops() / limits.gflops() : gigabytes() / limits.gigabytes();
    }

    /** Whether arithmetic, not memory, is what limits it. */
    boolean bound(Limits limits) {
        return task.intensity() > limits.ridge();
    }
}
