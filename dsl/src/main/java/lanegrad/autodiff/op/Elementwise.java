package lanegrad.autodiff.op;

import java.util.List;
import lanegrad.autodiff.Op;
import lanegrad.kernels.pointwise.Link;
import org.jspecify.annotations.Nullable;

/** An operation that treats all elements alike, each by itself, so that it may stand in a {@link Chained}. */
sealed interface Elementwise extends Op permits Apply, ApplyBackward, Pairwise {
    /** What it does to a running value that is one of its inputs; null if that can't stand in a chain. */
    @Nullable
    Link link(int input);

    @Override
    default boolean inPlace() {
        return true;
    }

    @Override
    default @Nullable Op then(Op next, int input) {
        for (int start = 0; start < 2; start++) {
            Link link = link(start);
            if (link != null && link.isShort()) {
                return new Chained(List.of(new Chained.Stage(this, start))).then(next, input);
            }
        }
        return null;
    }
}
