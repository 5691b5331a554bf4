package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.autodiff.op.Concat;
import lanegrad.autodiff.op.Fill;
import lanegrad.tensor.Shape;
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
     * @throws IllegalArgumentException if y has more than one element, or a value is of another tape
     */
    public static List<Var> grad(Var y, Var... xs) {
        if (y.shape().count() != 1) {
            throw new IllegalArgumentException("grad: expected a single number, but the shape is " + y.shape()
                    + "; take its sum or mean, or use vjp with a vector");
        }
        return vjp(y, y.tape().apply(new Fill(1, y.shape())), xs);
    }

    /**
     * The vector-Jacobian product: sum over i of v_i dy_i / dx, for each of the given values.
     *
     * @throws IllegalArgumentException if the vector isn't of y's shape, or a value is of another tape
     */
    public static List<Var> vjp(Var y, Var v, Var... xs) {
        return vjp(y, v, false, xs);
    }

    /**
     * The same with partial derivatives: each of the given values changes while the others are held fixed, though they may
     * be computed from it (Goodfellow et al., Figure 6.7: direct and indirect effect).
     */
    public static List<Var> partials(Var y, Var v, Var... xs) {
        return vjp(y, v, true, xs);
    }

    private static List<Var> vjp(Var y, Var v, boolean partial, Var... xs) {
        requireOneTape("vjp", y, xs);
        requireOneTape("vjp", y, v);
        if (!v.shape().equals(y.shape())) {
            throw new IllegalArgumentException(
                    "vjp: the value is %s, but its vector is %s; reshape one of them".formatted(y.shape(), v.shape()));
        }
        ReverseWalk walk = new ReverseWalk(y, v, partial, xs);
        List<Var> wanted = new ArrayList<>(xs.length);
        for (Var x : xs) {
            Var gradient = walk.gradient(x);
            wanted.add(gradient != null ? gradient : zeros(x));
        }
        return wanted;
    }

    /**
     * The Jacobian-vector product: the sum over xs of dy / dx v, in one walk up the tape with values (forward mode).
     *
     * @throws IllegalArgumentException if there aren't as many vs as xs, their shapes differ, or one is of another tape
     */
    public static Var jvp(Var y, List<Var> xs, List<Var> vs) {
        requirePairs("jvp", xs, vs);
        requireOneTape("jvp", y, xs.toArray(Var[]::new));
        requireOneTape("jvp", y, vs.toArray(Var[]::new));
        Tape tape = y.tape();
        boolean[] needed = Graph.needed(y);
        @Nullable Var[] tangents = new Var[y.id() + 1];
        for (int i = 0; i < xs.size(); i++) {
            if (xs.get(i).id() <= y.id()) {
                add(tangents, xs.get(i).id(), vs.get(i));
            }
        }
        for (int id = 0; id <= y.id(); id++) {
            if (needed[id]) {
                passUp(tape, id, tangents);
            }
        }
        Var tangent = tangents[y.id()];
        return tangent != null ? tangent : zeros(y);
    }

    /**
     * The Jacobian dy_i / dx_j as a matrix [elements of y, elements of x]: row by row in reverse mode, or column by
     * column in forward mode, whichever are fewer.
     */
    public static Var jacobian(Var y, Var x) {
        int m = y.shape().count();
        int n = x.shape().count();
        boolean reverse = m <= n;
        Var[] lines = new Var[reverse ? m : n];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = reverse
                    ? vjp(y, unit(y, i), x).getFirst().reshape(Shape.of(1, n))
                    : jvp(y, List.of(x), List.of(unit(x, i))).reshape(Shape.of(m, 1));
        }
        return y.tape().apply(new Concat(reverse ? 0 : 1), lines);
    }

    /**
     * The Hessian d2y / dx_i dx_j of a single number as a matrix [elements of x, elements of x].
     *
     * @throws IllegalArgumentException if y has more than one element
     */
    public static Var hessian(Var y, Var x) {
        return jacobian(grad(y, x).getFirst(), x);
    }

    /**
     * The product of the Hessian of a single number and a vector without the Hessian: the gradient of grad . v with v
     * held constant (Goodfellow et al., section 6.4.5). The vector has a part for each x.
     *
     * @throws IllegalArgumentException if y has more than one element, there aren't as many vs as xs, or shapes differ
     */
    public static List<Var> hvp(Var y, List<Var> xs, List<Var> vs) {
        requirePairs("hvp", xs, vs);
        Var[] by = xs.toArray(Var[]::new);
        List<Var> gradients = grad(y, by);
        Var along = y.tape().apply(new Fill(0, Shape.SCALAR));
        for (int i = 0; i < by.length; i++) {
            along = along.plus(gradients.get(i).times(vs.get(i).stop()).sum());
        }
        return grad(along, by);
    }

    private static void requireOneTape(String name, Var y, Var... others) {
        for (Var other : others) {
            if (other.tape() != y.tape()) {
                throw new IllegalArgumentException(
                        name + ": a value of shape " + other.shape() + " is of another tape; record both on one");
            }
        }
    }

    private static void requirePairs(String name, List<Var> xs, List<Var> vs) {
        if (xs.size() != vs.size()) {
            throw new IllegalArgumentException(
                    "%s: expected a vector for each of %d values, got %d".formatted(name, xs.size(), vs.size()));
        }
        for (int i = 0; i < xs.size(); i++) {
            if (!xs.get(i).shape().equals(vs.get(i).shape())) {
                throw new IllegalArgumentException("%s: value %d is %s, but its vector is %s; reshape one of them"
                        .formatted(name, i, xs.get(i).shape(), vs.get(i).shape()));
            }
        }
    }

    private static void passUp(Tape tape, int id, @Nullable Var[] tangents) {
        if (!(tape.entry(id) instanceof Entry.Applied applied)) {
            return;
        }
        int[] ids = applied.inputs();
        Var[] in = inputs(tape, ids);
        for (int i = 0; i < ids.length; i++) {
            Var tangent = tangents[ids[i]];
            if (tangent != null) {
                int input = i;
                Var share =
                        tape.labelled(applied.label(), () -> applied.op().jvp(input, in, new Var(tape, id), tangent));
                if (share != null) {
                    add(tangents, id, share);
                }
            }
        }
    }

    private static void add(@Nullable Var[] sums, int id, Var share) {
        Var sum = sums[id];
        sums[id] = sum == null ? share : sum.plus(share);
    }

    private static Var[] inputs(Tape tape, int[] ids) {
        return Arrays.stream(ids).mapToObj(id -> new Var(tape, id)).toArray(Var[]::new);
    }

    private static Var unit(Var like, int i) {
        Tensor unit = Tensor.zeros(like.shape());
        unit.data()[i] = 1;
        return like.tape().constant(unit);
    }

    private static Var zeros(Var x) {
        return x.tape().apply(new Fill(0, x.shape()));
    }
}
