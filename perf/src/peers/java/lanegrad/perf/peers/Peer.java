package lanegrad.perf.peers;

import java.util.Optional;
import java.util.function.Supplier;
import lanegrad.perf.Network;

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

    /** C = op(A) op(B), if the library multiplies; A and B are row-major as the shape says they are stored. */
    default Optional<Work> gemm(Shape shape, float[] a, float[] b) {
        return Optional.empty();
    }

    /** y = f(x), if the library has the function. */
    default Optional<Work> pointwise(String function, float[] x) {
        return Optional.empty();
    }

    /** The softmax or log-softmax of each row, if the library has it. */
    default Optional<Work> rowwise(String function, float[] x, int rows, int columns) {
        return Optional.empty();
    }

    /**
     * Training from the network's first weights, if the library trains; the call is a step, and the result the cost before
     * one more.
     */
    default Optional<Work> training(Network network, double rate) {
        return Optional.empty();
    }

    /** The network's means for rows of {@link Network#x}, with its first weights, if the library predicts. */
    default Optional<Work> prediction(Network network, int rows) {
        return Optional.empty();
    }
}
