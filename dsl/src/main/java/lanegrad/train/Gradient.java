package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Parameter;
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
    private final List<Parameter> learned;
    private final List<Parameter> statistics = new ArrayList<>();
    private final Program program;

    Gradient(Model model, Shape x, Shape y) {
        this.model = model;
        learned = model.learned();
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

    /** Lets the statistics follow the last batch. */
    void follow() {
        for (int i = 0; i < statistics.size(); i++) {
            Tensor now = program.value(1 + learned.size() + i);
            System.arraycopy(now.data(), 0, statistics.get(i).value().data(), 0, now.count());
        }
    }

    /** Computes the last batch again, one operation at a time, and names the first that isn't finite. */
    String firstNotFinite() {
        Tape tape = new Tape();
        record(tape);
        return tape.firstNotFinite().orElse("no operation, when each is computed by itself");
    }

    private Var[] record(Tape tape) {
        Pass pass = Pass.training(tape, step);
        Var cost = model.cost(tape.input("x", x), tape.input("y", y), pass);
        List<Var> outputs = new ArrayList<>(List.of(cost));
        outputs.addAll(
                Derivatives.grad(cost, learned.stream().map(tape::parameter).toArray(Var[]::new)));
        statistics.clear();
        statistics.addAll(pass.followed().keySet());
        outputs.addAll(pass.followed().values());
        return outputs.toArray(Var[]::new);
    }
}
