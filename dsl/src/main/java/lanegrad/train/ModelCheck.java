package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.GradCheck;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.model.Model;
import lanegrad.nn.Pass;
import lanegrad.tensor.Tensor;

/**
 * The derivatives of a model's cost by one of its parameters beside central differences in double precision.
 *
 * <pre>{@code
 * for (ModelCheck check : ModelCheck.of(model, x, y, 100)) {
 *     System.out.println(check.parameter() + " " + check.report());
 * }
 * }</pre>
 *
 * @param parameter what it was differentiated by
 * @param report the largest disagreement, and where it is
 */
public record ModelCheck(Parameter parameter, GradCheck.Report report) {
    /**
     * Checks a model in training on a batch, its first step, with its noise.
     *
     * @param x inputs [rows, features]
     * @param y targets [rows, 1 or numbers]
     * @param most the number of elements of each parameter to be compared, evenly spaced
     */
    public static List<ModelCheck> of(Model model, Tensor x, Tensor y, int most) {
        Tape tape = Tape.recording();
        Pass pass = Pass.training(tape, StepNumber.tensor(0));
        Var cost = model.cost(tape.input("x", x), tape.input("y", y), pass);
        List<ModelCheck> checks = new ArrayList<>();
        for (Parameter parameter : model.learned()) {
            checks.add(new ModelCheck(parameter, GradCheck.checkSome(most, cost, tape.parameter(parameter))));
        }
        return checks;
    }
}
