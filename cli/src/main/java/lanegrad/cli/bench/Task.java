package lanegrad.cli.bench;

/**
 * Something to be timed.
 *
 * @param kernel what does the work
 * @param size on how much
 * @param flops the multiplications and additions that the task can't do without, 0 if it is counted by its bytes alone
 * @param bytes what is fetched at least: each number that is read or written comes from memory once
 * @param work one call
 */
record Task(String kernel, String size, double flops, double bytes, Runnable work) {
    /** Flops for each byte: how far the task is from depending on memory. */
    double intensity() {
        return flops / bytes;
    }
}
