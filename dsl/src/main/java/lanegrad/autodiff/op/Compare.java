package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Binary;
import lanegrad.kernels.pointwise.Compare.Relation;
import org.jspecify.annotations.Nullable;

/**
 * z = 1 where a relation holds between x and y, else 0; no derivative flows through it.
 *
 * @param relation the relation
 */
public record Compare(Relation relation) implements Pairwise {
    @Override
    public Binary function() {
        return new lanegrad.kernels.pointwise.Compare(relation);
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }

    @Override
    public String name() {
        return relation.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
