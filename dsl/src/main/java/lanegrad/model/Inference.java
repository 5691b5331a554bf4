package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Frozen;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Tensor;

/**
 * Predictions of a model by programs, one for each number of rows that is met: they give the bits of {@link
 * Network#predict} and allocate nothing.
 *
 * <p>It predicts with the parameters that the model has when it is made, which are copied and packed; after further
 * training make another. It belongs to one thread: others take a {@link #session} each, which shares them.
 *
 * <pre>{@code
 * Inference inference = new Inference(model);
 * System.arraycopy(row, 0, inference.input(1).data(), 0, row.length);
 * Tensor probabilities = inference.predict(1);
 * }</pre>
 */
public final class Inference {
    private record Compiled(Tensor x, Program program) {}

    private final Network model;
    private final Frozen frozen;
    private final List<Compiled> programs = new ArrayList<>();

    /** For the parameters that the model has now. */
    public Inference(Network model) {
        this(model, new Frozen(model.parameters()));
    }

    private Inference(Network model, Frozen frozen) {
        this.model = model;
        this.frozen = frozen;
    }

    /** The same for another thread. */
    public Inference session() {
        return new Inference(model, frozen);
    }

    /** The tensor to write a batch of this many rows to: [rows, features]. */
    public Tensor input(int rows) {
        return of(rows).x();
    }

    /**
     * The distribution's mean for each row of {@link #input}, as {@link Network#predict} gives it; overwritten by the next
     * prediction of as many rows.
     */
    public Tensor predict(int rows) {
        Program program = of(rows).program();
        program.run();
        return program.value(0);
    }

    private Compiled of(int rows) {
        for (int i = 0; i < programs.size(); i++) {
            if (programs.get(i).x().shape().size(0) == rows) {
                return programs.get(i);
            }
        }
        Tensor x = Tensor.zeros(model.in().batchOf(rows));
        Var z = model.z(frozen.recording().input("x", x));
        Compiled compiled = new Compiled(x, Program.of(model.mean(z)));
        programs.add(compiled);
        return compiled;
    }
}
