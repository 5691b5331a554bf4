package lanegrad.autodiff;

import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A change of tensors in place, such as an optimiser's update: not differentiable, never dropped, made in the order of
 * recording.
 *
 * <p>In a {@link Program} all values are computed before the first effect takes place, so that none of them sees it.
 */
public interface Effect {
    /** The change on fixed tensors, the first of which is what changes, to be made many times; it should allocate nothing. */
    Runnable prepare(Tensor[] in);

    /** Whether it reads and changes nothing but its tensors, so that others may be made at the same time. */
    default boolean isLocal() {
        return false;
    }

    /** About how many floating-point operations it takes. */
    default long flops(Shape... in) {
        return 0;
    }

    /**
     * The effect that also computes one of its inputs, with the same bits, so that this needs no memory; null if there is
     * none.
     *
     * @param first computes what this alone reads
     * @param input which input that is; the result reads the operation's inputs in its place
     */
    default @Nullable Effect after(InStrips first, int input) {
        return null;
    }

    /** Whether it changes the first of its tensors; if not, it changes none of them. */
    default boolean changesFirst() {
        return true;
    }

    /** The name in listings and messages, such as {@code update}. */
    default String name() {
        return Op.kebab(getClass().getSimpleName());
    }
}
