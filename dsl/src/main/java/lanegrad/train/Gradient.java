package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Step;
import lanegrad.model.Model;
import lanegrad.nn.Pass;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** The cost of a batch and its derivatives by all parameters, compiled once for batches of one shape. */
final class Gradient {
    private final Model model;
    private final Tensor x;
    private final Tensor y;
    private final Tensor step = Step.tensor(0);
    private final Program program;

    Gradient(Model model, Shape x, Shape y) {
        this.model = model;
        this.x = Tensor.zeros(x);
        this.y = Tensor.zeros(y);
        program = Program.of(record(Tape.recording()));
    }

    /** Computes for a batch at a step; returns the cost. */
    float compute(Tensor inputs, Tensor targets, long number) {
        System.arraycopy(inputs.data(), 0, x.data(), 0, x.count());
        System.arraycopy(targets.data(), 0, y.data(), 0, y.count());
        Step.write(number, step);
        program.run();
        return program.value(0).item();
    }

    /** The derivative by the parameter of a number, as last computed. */
    Tensor by(int parameter) {
        return program.value(1 + parameter);
    }

    /** Computes the last batch again, one operation at a time, and names the first that isn't finite. */
    String firstNotFinite() {
        Tape tape = new Tape();
        record(tape);
        return tape.firstNotFinite().orElse("no operation, when each is computed by itself");
    }

    private Var[] record(Tape tape) {
        Var cost = model.cost(tape.input("x", x), tape.input("y", y), Pass.training(tape, step));
        List<Var> outputs = new ArrayList<>(List.of(cost));
        outputs.addAll(Derivatives.grad(
                cost, model.parameters().stream().map(tape::parameter).toArray(Var[]::new)));
        return outputs.toArray(Var[]::new);
    }
}
