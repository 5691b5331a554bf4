package lanegrad.autodiff;

import java.util.BitSet;
import java.util.Optional;
import lanegrad.kernels.vector.Finite;

/**
 * Looks on an eager tape for where a value became infinite or not a number.
 *
 * <p>It goes from the values that shouldn't be so to those they are computed from that are so too; a mask's -infinity that a
 * softmax turns to 0 is none of them.
 */
final class NotFinite {
    private final Tape tape;
    private final BitSet guilty = new BitSet();

    NotFinite(Tape tape) {
        this.tape = tape;
    }

    /** What made the cost or one of its gradients so, in words; empty if they are finite. */
    Optional<String> first(Var cost, Var... gradients) {
        mark(cost.id());
        for (Var gradient : gradients) {
            mark(gradient.id());
        }
        for (int id = guilty.length() - 1; id >= 0; id = guilty.previousSetBit(id - 1)) {
            mark(tape.entry(id).inputs());
        }
        int first = guilty.nextSetBit(0);
        return first < 0 ? Optional.empty() : Optional.of(words(first, cost));
    }

    private void mark(int... ids) {
        for (int id : ids) {
            float[] elements = tape.value(id).data();
            if (!Finite.all(elements, 0, elements.length)) {
                guilty.set(id);
            }
        }
    }

    private String words(int id, Var cost) {
        String pass = id <= cost.id() ? "forward" : "backward";
        return switch (tape.entry(id)) {
            case Entry.Leaf leaf -> "'%s' holds %s".formatted(leaf.name(), found(id));
            case Entry.Applied applied ->
                "%s gave %s%s, %s".formatted(applied.op().name(), found(id), Tape.inLayer(applied.label()), pass);
        };
    }

    private float found(int id) {
        for (float element : tape.value(id).data()) {
            if (!Float.isFinite(element)) {
                return element;
            }
        }
        throw new IllegalStateException("%" + id + " is finite");
    }
}
