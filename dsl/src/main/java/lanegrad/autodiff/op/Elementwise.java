package lanegrad.autodiff.op;

import java.util.List;
import java.util.Objects;
import lanegrad.autodiff.Op;
import lanegrad.kernels.pointwise.Link;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** An operation that treats all elements alike, each by itself, so that it may stand in a {@link Chained}. */
sealed interface Elementwise extends Prepared permits Apply, ApplyBackward, Pairwise {
    /** What it does to a running value that is one of its inputs; null if that can't stand in a chain. */
    @Nullable
    Link link(int input);

    @Override
    default boolean inPlace() {
        return true;
    }

    @Override
    default @Nullable Op then(Op next, int input) {
        Chained chain = chain();
        return chain == null ? null : chain.then(next, input);
    }

    /** The chain of this alone, if it may stand in one. */
    private @Nullable Chained chain() {
        for (int start = 0; start < 2; start++) {
            Link link = link(start);
            if (link != null && link.isShort()) {
                return new Chained(List.of(new Chained.Stage(this, start)));
            }
        }
        return null;
    }

    @Override
    default boolean byRows(int input, Shape... in) {
        Chained chain = chain();
        return chain != null && chain.byRows(input, in);
    }

    @Override
    default Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        return Objects.requireNonNull(chain()).prepareRows(in, out, from, count);
    }
}
