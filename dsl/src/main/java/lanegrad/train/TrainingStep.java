package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanegrad.autodiff.Assign;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Guard;
import lanegrad.autodiff.NotFiniteException;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.model.Model;
import lanegrad.nn.Pass;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** A step of training as one program for batches of one shape: cost, derivatives, check, update. */
final class TrainingStep {
    private final Model model;
    private final Weights weights;
    private final List<Parameter> learned;
    private final List<Parameter> changed;
    private final Tensor x;
    private final Tensor y;
    private final Tensor number = StepNumber.tensor(0);
    private final Program program;

    /** Takes gradients on their way. */
    @FunctionalInterface
    interface Sink {
        /** Records what becomes of the gradients of the parameters that change. */
        void take(Tape tape, List<Var> gradients);
    }

    TrainingStep(Model model, Weights weights, List<Parameter> changed, Sink sink, int rows, int width, int targets) {
        this.model = model;
        this.weights = weights;
        learned = model.learned();
        this.changed = changed;
        x = Tensor.zeros(Shape.of(rows, width));
        y = Tensor.zeros(Shape.of(rows, targets));
        Tape tape = Tape.recording();
        Pass pass = Pass.training(tape, number);
        List<Var> values = costAndGradients(tape, pass);
        Guard.watch(tape, values);
        sink.take(tape, values.subList(1, values.size()));
        for (Map.Entry<Parameter, Var> followed : pass.followed().entrySet()) {
            tape.effect(new Assign(), tape.parameter(followed.getKey()), followed.getValue());
        }
        program = Program.of(values.getFirst());
    }

    /** Whether batches of these sizes are what this program is for. */
    boolean takes(int rows, int width, int targets) {
        return x.shape().rows() == rows
                && x.shape().columns() == width
                && y.shape().columns() == targets;
    }

    /** The tensor to write a batch's inputs to. */
    Tensor x() {
        return x;
    }

    /** The tensor to write a batch's targets to. */
    Tensor y() {
        return y;
    }

    /**
     * Takes a step with the batch in {@link #x} and {@link #y}.
     *
     * @param taken the steps before it
     * @return the cost before the step
     * @throws NotFiniteException if the cost or a derivative isn't finite; nothing is changed then
     */
    float run(long taken) {
        double squares = weights.squares(learned);
        StepNumber.write(taken, number);
        program.run();
        return (float) (program.value(0).item() + squares);
    }

    /** Computes the last batch again, one operation at a time, and names the first that isn't finite. */
    String firstNotFinite() {
        Tape tape = new Tape();
        List<Var> values = costAndGradients(tape, Pass.training(tape, number));
        Var[] gradients = values.subList(1, values.size()).toArray(Var[]::new);
        return tape.firstNotFinite(values.getFirst(), gradients)
                .orElse("no operation, when each is computed by itself");
    }

    private List<Var> costAndGradients(Tape tape, Pass pass) {
        Var cost = weights.penalise(model.cost(tape.input("x", x), tape.input("y", y), pass), learned);
        List<Var> values = new ArrayList<>(List.of(cost));
        values.addAll(
                Derivatives.grad(cost, changed.stream().map(tape::parameter).toArray(Var[]::new)));
        return values;
    }
}
