package lanegrad.optim;

import java.lang.invoke.MethodHandles;
import lanegrad.kernels.Specialised;
import lanegrad.tensor.Tensor;

/**
 * Makes an optimiser's updates of one parameter, by code that its kind of optimiser has for itself.
 *
 * <p>Two kinds in one piece of code would be compiled as one, and be too much for the compiler to inline all of their
 * vectors: both would be some times slower.
 */
abstract class Updating {
    private static final ClassValue<Updating> KINDS = new ClassValue<>() {
        @Override
        protected Updating computeValue(Class<?> kind) {
            return (Updating) Specialised.copy(MethodHandles.lookup(), UpdatingOneKind.class, kind);
        }
    };

    /** The updates of a parameter. */
    static Updating of(UpdateRule rule, Tensor parameter, Tensor[] state, Optimizer.Step step) {
        return KINDS.get(rule.getClass()).with(rule, parameter, state, step);
    }

    /** Another one of the same class. */
    abstract Updating with(UpdateRule rule, Tensor parameter, Tensor[] state, Optimizer.Step step);

    /** Changes as many elements as the gradient has, from one on. */
    abstract void run(int from, Tensor gradient);
}
