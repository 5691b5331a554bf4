package lanegrad.nn;

import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass is for: training at some step, where noise is drawn, or prediction, where there is none.
 *
 * @param step the step's number on the tape when training, null when predicting
 */
public record Pass(@Nullable Var step) {
    /** A pass for prediction. */
    public static final Pass PREDICTION = new Pass(null);

    /** A pass for training; the step's number is in a tensor made by {@link lanegrad.autodiff.op.Step}. */
    public static Pass training(Tape tape, Tensor step) {
        return new Pass(tape.input("step", step));
    }
}
