package lanegrad.autodiff;

/**
 * Which is faster at present, a team or one thread alone: the bits are the same.
 *
 * <p>Where two cores are near to each other is up to the system, and to other systems on the same machine: for some tenths
 * of a second each value that goes from core to core may cost several times as much, and a team takes longer than one
 * thread. So the other way is tried now and then, and at once when runs become slower; each time it loses, it is given
 * twice as long before the next.
 */
final class Pace {
    /** Runs of which the best counts: the first after a change finds other caches, and a parked team. */
    private static final int RUNS = 4;

    /** Groups of runs before the first trial. */
    private static final int LEAST_WAIT = 32;

    /** The most before the next, while the team is left out: when it pays again, only a trial shows. */
    private static final int MOST_ALONE = 128;

    /** The most while the team takes part: a trial costs some runs more, since its threads park meanwhile. */
    private static final int MOST_TOGETHER = 1 << 14;

    /** A thread alone must take less than this share of the team's time to take its place: in doubt, the team has it. */
    private static final double FASTER = 0.75;

    /** Two groups of runs that are so much slower than the best are no accident. */
    private static final double SLOWER = 1.5;

    /** A run of so many nanoseconds gains by a team whatever the way between its cores. */
    private static final long LONG = 2_000_000;

    private boolean alone;
    private boolean trying;
    private int runs;
    private int slow;
    private int wait = LEAST_WAIT;
    private int left = LEAST_WAIT;
    private long best = Long.MAX_VALUE;
    private long usual = Long.MAX_VALUE;
    private long before;

    /** Whether the next run is to be made without the team. */
    boolean alone() {
        return alone;
    }

    /** Learns how long the last run took. */
    void took(long nanos) {
        best = Math.min(best, nanos);
        runs++;
        if (runs < RUNS) {
            return;
        }
        long time = best;
        runs = 0;
        best = Long.MAX_VALUE;
        if (trying) {
            judge(time);
        } else {
            watch(time);
        }
    }

    /** Keeps the way that was tried, or goes back to the other. */
    private void judge(long time) {
        trying = false;
        slow = 0;
        if (time < (alone ? FASTER : 1) * before) {
            usual = time;
            wait = LEAST_WAIT;
        } else {
            alone = !alone;
            usual = before;
            wait = Math.min(2 * wait, alone ? MOST_ALONE : MOST_TOGETHER);
        }
        left = wait;
    }

    private void watch(long time) {
        usual = Math.min(usual, time);
        slow = time > SLOWER * usual ? slow + 1 : 0;
        left--;
        if ((alone || time < LONG) && (left <= 0 || slow == 2)) {
            before = time;
            alone = !alone;
            trying = true;
        }
    }
}
