package lanegrad.perf;

import java.util.Map;
import lanegrad.kernels.random.Philox;

/**
 * Runs all kernels until they are compiled, so that what is measured afterwards has the company it has in a program.
 *
 * <p>A loop that is fast as long as it is alone, because the compiler saw only one class at a call, is found out.
 */
public final class OtherKernels {
    private static final int ROUNDS = 3;
    private static final long NANOS = 25_000_000;

    private OtherKernels() {}

    /** Runs each kernel for some hundredths of a second, some rounds. */
    public static void warm() {
        Map<String, Runnable> kernels = Kernels.all();
        for (int round = 0; round < ROUNDS; round++) {
            kernels.values().forEach(OtherKernels::repeat);
        }
    }

    static float[] random(int n, String name) {
        float[] x = new float[n];
        Philox.normal(Philox.key(1, name), 0, x, 0, n);
        return x;
    }

    private static void repeat(Runnable work) {
        long end = System.nanoTime() + NANOS;
        do {
            work.run();
        } while (System.nanoTime() < end);
    }
}
