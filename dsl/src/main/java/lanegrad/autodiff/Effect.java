package lanegrad.autodiff;

import lanegrad.tensor.Tensor;

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

    /** The name in listings and messages, such as {@code update}. */
    default String name() {
        return Op.kebab(getClass().getSimpleName());
    }
}
