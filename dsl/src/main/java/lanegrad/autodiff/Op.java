package lanegrad.autodiff;

import java.util.Locale;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One operation with one output: its shape rule, what it means, how it is computed, and its derivative.
 *
 * <p>Implement it as a record whose components are its settings: equal operations on equal inputs are then recognised
 * as one. Nothing but the inputs and the settings may influence the output. (Goodfellow et al., section 6.4.4: a module
 * with its forward and backward propagation.)
 */
public interface Op {
    /**
     * The output's shape.
     *
     * @throws lanegrad.tensor.ShapeException if the inputs' shapes don't fit
     */
    Shape shape(Shape... in);

    /** The definition, in double precision and plain loops: what the kernels are checked against. */
    void define(double[][] in, Shape[] shapes, double[] out);

    /** Computes the output; overwrites all of it and keeps no reference. */
    void compute(Tensor[] in, Tensor out);

    /**
     * The vector-Jacobian product for one input, written in operations: the sum over i of gradient_i d out_i / d in_j.
     *
     * @return null if nothing flows to that input
     * @throws UnsupportedOperationException if this operation has no derivative; names the operation
     */
    @Nullable
    Var vjp(int input, Var[] in, Var out, Var gradient);

    /**
     * The Jacobian-vector product for one input, written in operations: the sum over j of d out_i / d in_j tangent_j.
     *
     * <p>It follows from {@link #vjp}, which is linear in its gradient: the derivative of the one is the other.
     *
     * @return null if nothing flows from that input
     * @throws UnsupportedOperationException if this operation has no derivative; names the operation
     */
    default @Nullable Var jvp(int input, Var[] in, Var out, Var tangent) {
        Var probe = out.tape().apply(new Probe(out.shape()));
        Var product = vjp(input, in, out, probe);
        return product == null ? null : Derivatives.vjp(product, tangent, probe).getFirst();
    }

    /** The computation of {@link #compute} on fixed tensors, to be run many times; it should allocate nothing. */
    default Runnable prepare(Tensor[] in, Tensor out) {
        return () -> compute(in, out);
    }

    /**
     * Whether a row of the output is computed from no other row of this input, all axes but the last counting as rows; if
     * of any, {@link #prepareRows} computes some rows by themselves.
     */
    default boolean byRows(int input, Shape... in) {
        return false;
    }

    /** The computation of {@code count} rows of the output from a row, to be run many times; it should allocate nothing. */
    default Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        throw new UnsupportedOperationException(name() + ": rows can't be computed by themselves");
    }

    /** Whether the output may be written over an input of its shape, each element being read before it is written. */
    default boolean inPlace() {
        return false;
    }

    /** Whether the output is the only input's elements in their order, so that nothing has to be computed. */
    default boolean isView() {
        return false;
    }

    /** About how many floating-point operations it takes. */
    default long flops(Shape[] in, Shape out) {
        return out.count();
    }

    /** The magnitude that no input may exceed for the output to be surely finite; 0 if that says nothing. */
    default float limit(Shape... in) {
        return 0;
    }

    /**
     * The operation that does this one and then the next, with the same bits, in one sweep; null if there is none.
     *
     * @param next what alone reads the output, with an output of the same shape; the result reads this operation's inputs, then the other inputs of the next
     * @param input which input of the next the output is
     */
    default @Nullable Op then(Op next, int input) {
        return null;
    }

    /** The name in listings and messages, such as {@code cross-entropy}. */
    default String name() {
        return kebab(getClass().getSimpleName());
    }

    /** {@code CrossEntropy} as {@code cross-entropy}. */
    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
