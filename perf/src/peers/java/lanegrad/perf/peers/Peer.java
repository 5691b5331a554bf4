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

    /** C = op(A) op(B); A and B are row-major as the shape says they are stored. */
    Work gemm(Shape shape, float[] a, float[] b);

    /** y = f(x), if the library has the function. */
    default Optional<Work> pointwise(String function, float[] x) {
        return Optional.empty();
    }

    /** The softmax of each row, if the library has it. */
    default Optional<Work> softmax(float[] x, int rows, int columns) {
        return Optional.empty();
    }
}
