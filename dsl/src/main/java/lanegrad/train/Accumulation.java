package lanegrad.train;

import java.util.Arrays;
import java.util.List;
import lanegrad.autodiff.Effect;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.kernels.vector.Axpy;
import lanegrad.tensor.Tensor;

/** The gradients of several batches on their way to one step: their mean, weighted by rows, and the update by it. */
final class Accumulation {
    private final List<Tensor> sums;
    private final Program update;
    private float share;

    Accumulation(Updater updater) {
        sums = updater.parameters().stream()
                .map(parameter -> Tensor.zeros(parameter.value().shape()))
                .toList();
        Tape tape = Tape.recording();
        List<Var> gradients = sums.stream().map(sum -> tape.shared("sum", sum)).toList();
        updater.update(tape, gradients);
        for (Var gradient : gradients) {
            tape.effect(new Clear(), gradient);
        }
        update = Program.of(gradients.toArray(Var[]::new));
    }

    /** Sets the share of the rows of the step that are in the batch to come. */
    void share(double ofRows) {
        share = (float) ofRows;
    }

    /** Records that gradients are added to the mean. */
    void add(Tape tape, List<Var> gradients) {
        for (int i = 0; i < sums.size(); i++) {
            tape.effect(new Add(), tape.shared("sum", sums.get(i)), gradients.get(i));
        }
    }

    /** Forgets the batches so far. */
    void clear() {
        sums.forEach(sum -> Arrays.fill(sum.data(), 0));
    }

    /** Changes the parameters by the mean, and begins another. */
    void update() {
        update.run();
    }

    private final class Add implements Effect {
        @Override
        public Runnable prepare(Tensor[] in) {
            float[] sum = in[0].data();
            float[] gradient = in[1].data();
            return () -> Axpy.run(share, gradient, 0, sum, 0, sum.length);
        }
    }

    private record Clear() implements Effect {
        @Override
        public Runnable prepare(Tensor[] in) {
            return () -> Arrays.fill(in[0].data(), 0);
        }
    }
}
