package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.List;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of values on a tape, recorded on the same tape, so that they can be differentiated again.
 *
 * <p>Reverse accumulation (Goodfellow et al., Algorithms 6.3 and 6.4; Liquet, Moka, Nazarathy, Algorithm 5.1): one walk
 * down the tape, one vector-Jacobian product for each arc, paths summed as they meet.
 */
public final class Derivatives {
    private Derivatives() {}

    /**
     * The gradient of a single number with respect to each of the given values; zeros where it doesn't depend on one.
     *
     * @throws IllegalArgumentException if y has more than one element
     */
    public static List<Var> grad(Var y, Var... xs) {
        if (y.shape().count() != 1) {
            throw new IllegalArgumentException("grad: expected a single number, but the shape is " + y.shape()
                    + "; take its sum or mean, or use vjp with a vector");
        }
        return vjp(y, y.tape().constant(Tensor.scalar(1)).broadcastTo(y.shape()), xs);
    }

    /** The vector-Jacobian product: sum over i of v_i dy_i / dx, for each of the given values. */
    public static List<Var> vjp(Var y, Var v, Var... xs) {
        Tape tape = y.tape();
        boolean[] reached = reached(tape, y.id(), xs);
        @Nullable Var[] gradients = new Var[y.id() + 1];
        gradients[y.id()] = v;
        for (int id = y.id(); id >= 0; id--) {
            Var gradient = gradients[id];
            if (gradient != null && reached[id]) {
                passDown(tape, id, gradient, reached, gradients);
            }
        }
        List<Var> wanted = new ArrayList<>(xs.length);
        for (Var x : xs) {
            Var gradient = x.id() < gradients.length ? gradients[x.id()] : null;
            wanted.add(gradient != null ? gradient : zeros(x));
        }
        return wanted;
    }

    private static void passDown(Tape tape, int id, Var gradient, boolean[] reached, @Nullable Var[] gradients) {
        if (!(tape.entry(id) instanceof Tape.Applied applied)) {
            return;
        }
        int[] ids = applied.inputs();
        Var[] in = new Var[ids.length];
        for (int i = 0; i < ids.length; i++) {
            in[i] = new Var(tape, ids[i]);
        }
        for (int i = 0; i < ids.length; i++) {
            if (reached[ids[i]]) {
                int input = i;
                Var share =
                        tape.labelled(applied.label(), () -> applied.op().vjp(input, in, new Var(tape, id), gradient));
                if (share != null) {
                    Var sum = gradients[ids[i]];
                    gradients[ids[i]] = sum == null ? share : sum.plus(share);
                }
            }
        }
    }

    /** Which entries lie between the xs and y: only through these does the walk go. */
    private static boolean[] reached(Tape tape, int last, Var... xs) {
        boolean[] reached = new boolean[last + 1];
        for (Var x : xs) {
            if (x.id() <= last) {
                reached[x.id()] = true;
            }
        }
        for (int id = 0; id <= last; id++) {
            for (int input : tape.entry(id).inputs()) {
                reached[id] |= reached[input];
            }
        }
        return reached;
    }

    private static Var zeros(Var x) {
        return x.tape().constant(Tensor.zeros(x.shape()));
    }
}
