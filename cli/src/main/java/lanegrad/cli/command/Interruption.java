package lanegrad.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work end in order when the process is told to stop (SIGINT, SIGTERM): asks for the stop, then holds the JVM's
 * shutdown back until the work is closed, for some seconds at most. The exit code is the JVM's own, 128 + the signal.
 */
final class Interruption implements AutoCloseable {
    private static final long MOST_MILLIS = 4_500;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean interrupted;

    private Interruption(Runnable stop) {
        hook = new Thread(() -> interrupt(stop), "interruption");
    }

    /** Guards work that a call can stop. */
    static Interruption stops(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the process was told to stop. */
    boolean happened() {
        return interrupted;
    }

    private void interrupt(Runnable stop) {
        interrupted = true;
        stop.run();
        try {
            boolean _ = done.await(MOST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is done; must be called when all of it is written. */
    @Override
    public void close() {
        done.countDown();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came just now; the hook finds the work done.
                return;
            }
        }
    }
}
