package lanegrad.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass is for: training at some step, where noise is drawn and statistics follow the batch, or prediction,
 * where neither happens.
 *
 * @param step the step's number on the tape when training, null when predicting
 * @param followed what the statistics become once the step is taken
 * @param observer is shown what layers compute
 * @param estimates terms for the cost of each row, given that cost, by layers that have to estimate their derivatives
 */
public record Pass(
        @Nullable Var step, Map<Parameter, Var> followed, Observer observer, List<UnaryOperator<Var>> estimates) {
    /** A pass for prediction. */
    public static final Pass PREDICTION = new Pass(null, Map.of(), new Observer() {}, List.of());

    /** Looks at a forward pass. */
    public interface Observer {
        /** A layer, such as {@code 2.residual.0.dense}, computed its output. */
        default void layer(String path, Var out) {}

        /** A function was applied to each element. */
        default void function(String path, Pointwise function, Var in) {}
    }

    /** A pass for training; the step's number is in a tensor made by {@link StepNumber}. */
    public static Pass training(Tape tape, Tensor step) {
        return new Pass(tape.input("step", step), new LinkedHashMap<>(), PREDICTION.observer, new ArrayList<>());
    }

    /** The same pass, shown to an observer. */
    public Pass shownTo(Observer other) {
        return new Pass(step, followed, other, estimates);
    }

    /** The same pass for layers that are recorded once more: what they follow, estimate and show is known already. */
    public Pass again() {
        return new Pass(step, new LinkedHashMap<>(), PREDICTION.observer, new ArrayList<>());
    }

    /**
     * Moves a statistic towards its value in this batch, {@code s <- s + share (value - s)}, when the step is taken.
     *
     * @throws UnsupportedOperationException if this pass is for prediction
     */
    public void follow(Parameter statistic, Var value, double share) {
        Var now = followed.getOrDefault(statistic, value.tape().parameter(statistic));
        followed.put(statistic, now.plus(value.minus(now).scale((float) share)));
    }

    /**
     * Adds a term to the cost of each row, [m, 1] to [m, 1], once that cost is known.
     *
     * @throws UnsupportedOperationException if this pass is for prediction
     */
    public void estimate(UnaryOperator<Var> term) {
        estimates.add(term);
    }
}
