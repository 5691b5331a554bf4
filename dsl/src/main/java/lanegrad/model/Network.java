package lanegrad.model;

import java.util.List;
import java.util.stream.IntStream;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Concat;
import lanegrad.data.Column;
import lanegrad.data.DataException;
import lanegrad.data.Table;
import lanegrad.loss.Head;
import lanegrad.loss.Joint;
import lanegrad.loss.Output;
import lanegrad.loss.Variable;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** What predicts: a {@link Model}, or an {@link Ensemble} of models of one description. */
public sealed interface Network permits Model, Ensemble {
    /** The models whose predictions are averaged; a model alone is its only member. */
    List<Model> members();

    /** All parameters and statistics, each with a name of its own. */
    List<Parameter> parameters();

    /** The heads, whose parameters {@link #z} computes. */
    Joint joint();

    /** The parameters of all heads in prediction: [rows, features] -> [rows, units]. */
    Var z(Var x);

    /** What each member was built from. */
    default ModelSpec spec() {
        return members().getFirst().spec();
    }

    /** The shape of one example. */
    default Shape in() {
        return members().getFirst().in();
    }

    /** The prediction for each row: probabilities, or numbers as the network sees them; one head after another. */
    default Tensor predict(Tensor x) {
        return mean(z(new Tape().input("x", x))).value();
    }

    /**
     * Checks that the numbers to be predicted are such as the output is for.
     *
     * @throws DataException if one isn't; names its row
     */
    default void requireTargets(Table table) {
        for (Head head : members().getFirst().joint().heads()) {
            for (Variable target : head.targets()) {
                if (table.column(target.name()) instanceof Column.Numeric numbers) {
                    requireTargets(head.output(), table, numbers);
                }
            }
        }
    }

    private static void requireTargets(Output output, Table table, Column.Numeric numbers) {
        for (int row = 0; row < table.rows(); row++) {
            String misses = numbers.isMissing(row) ? null : output.misses(numbers.at(row));
            if (misses != null) {
                throw new DataException(
                        table.where(row),
                        "the target %s is %s, but output %s is for %s; correct the cell or choose another output"
                                .formatted(
                                        DataException.quote(numbers.name()), numbers.at(row), output.name(), misses));
            }
        }
    }

    /** The predictions that follow from the parameters of all heads, one head after another. */
    default Var mean(Var z) {
        Var[] means = IntStream.range(0, joint().heads().size())
                .mapToObj(head -> joint().mean(head, z))
                .toArray(Var[]::new);
        return means.length == 1 ? means[0] : z.tape().apply(new Concat(1), means);
    }
}
