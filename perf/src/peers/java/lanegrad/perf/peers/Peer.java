package lanegrad.perf.peers;

import java.util.Optional;
import java.util.function.Supplier;

/** A library in the race: makes calls ready, on operands that are the same for all. */
interface Peer {
    /**
     * A call to be timed.
     *
     * @param call does the work
     * @param result copies out what came of it
     */
    record Work(Runnable call, Supplier<float[]> result) {}

    /** Its version and what it runs on here, in its own words: what tells whether it is at its strongest. */
    String about();

    /** C = op(A) op(B); A and B are row-major as the shape says they are stored. */
    Work gemm(Shape shape, float[] a, float[] b);

    /** y = f(x), if the library has the function. */
    default Optional<Work> pointwise(String function, float[] x) {
        return Optional.empty();
    }

    /** The softmax or log-softmax of each row, if the library has it. */
    default Optional<Work> rowwise(String function, float[] x, int rows, int columns) {
        return Optional.empty();
    }

    /** A training step of [784, 512, 256, 10] with ReLU, softmax cross-entropy and Adam, if the library trains. */
    default Optional<Runnable> trainingStep(int batch) {
        return Optional.empty();
    }
}
