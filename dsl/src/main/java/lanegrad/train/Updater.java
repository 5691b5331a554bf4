package lanegrad.train;

import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;

/** How parameters change in a step. */
sealed interface Updater permits Memory, Minimization {
    /** The parameters that change: those of frozen groups are left out. */
    List<Parameter> parameters();

    /** Sets the number, from 1, and the rate of the step to come. */
    void next(long number, double rate);

    /** Records what becomes of the gradients of these parameters. */
    void update(Tape tape, List<Var> gradients);

    /**
     * Takes the step with the batch in a program's tensors.
     *
     * @param taken the steps before it
     * @return the cost before the step
     * @throws lanegrad.autodiff.NotFiniteException if the cost or a derivative isn't finite; nothing is changed then
     */
    float step(TrainingStep program, long taken);
}
