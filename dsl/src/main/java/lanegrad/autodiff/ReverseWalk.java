package lanegrad.autodiff;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk down a tape, from a value to what it is computed from: one vector-Jacobian product for each arc, paths summed
 * as they meet (Goodfellow et al., Algorithms 6.3 and 6.4).
 *
 * <p>At a piece that is {@link Recomputed} the walk goes through the piece recorded once more, so that its shares meet
 * those of the paths around it in the order in which they would without it, with the same bits.
 */
final class ReverseWalk {
    private final Tape tape;

    /** Where it ends, if it is of partial derivatives. */
    private final boolean partial;

    private final Set<Integer> wanted = new HashSet<>();

    /** Which entries depend on what is wanted: only through these does the walk go. */
    private final BitSet reached = new BitSet();

    /** The sums so far, of entries that the walk has yet to come to. */
    private final Map<Integer, Var> sums = new HashMap<>();

    private final Map<Integer, Var> gradients = new HashMap<>();

    /** From y with a vector v; if it is partial, each x is held fixed while another changes. */
    ReverseWalk(Var y, Var v, boolean partial, Var... xs) {
        this.tape = y.tape();
        this.partial = partial;
        for (Var x : xs) {
            wanted.add(x.id());
        }
        sums.put(y.id(), v);
        walk(y.id(), 0);
    }

    /** The gradient of one of the xs, null if y doesn't depend on it. */
    @Nullable
    Var gradient(Var x) {
        return gradients.get(x.id());
    }

    private void walk(int last, int first) {
        for (int id = first; id <= last; id++) {
            if (wanted.contains(id) || Arrays.stream(tape.entry(id).inputs()).anyMatch(reached::get)) {
                reached.set(id);
            }
        }
        for (int id = last; id >= first; id--) {
            Var sum = sums.remove(id);
            if (sum != null && wanted.contains(id)) {
                gradients.put(id, sum);
            }
            if (sum != null && reached.get(id) && !(partial && wanted.contains(id))) {
                passDown(id, sum);
            }
        }
    }

    private void passDown(int id, Var gradient) {
        if (!(tape.entry(id) instanceof Entry.Applied applied)) {
            return;
        }
        if (applied.op() instanceof Recomputed recomputed) {
            Var again = tape.labelled(applied.label(), () -> recomputed.again(new Var(tape, id), gradient));
            sums.merge(again.id(), gradient, Var::plus);
            walk(again.id(), id + 1);
            return;
        }
        int[] ids = applied.inputs();
        Var[] in = Arrays.stream(ids).mapToObj(input -> new Var(tape, input)).toArray(Var[]::new);
        for (int i = 0; i < ids.length; i++) {
            if (reached.get(ids[i])) {
                int input = i;
                Var share =
                        tape.labelled(applied.label(), () -> applied.op().vjp(input, in, new Var(tape, id), gradient));
                if (share != null) {
                    sums.merge(ids[i], share, Var::plus);
                }
            }
        }
    }
}
