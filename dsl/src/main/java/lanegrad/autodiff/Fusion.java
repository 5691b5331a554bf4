package lanegrad.autodiff;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lanegrad.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** What of a tape has to be computed, and by which operations when some do the work of several. */
final class Fusion {
    /** The floats from which on a value that a change reads is better never in memory as a whole: it fills an inner cache. */
    static final int LARGE = 1 << 16;

    private final Tape tape;

    /** What an entry is computed by; null for leaves. */
    private final @Nullable Op[] ops;

    private final int[][] inputs;

    /** Whether an entry is the same in all runs. */
    private final boolean[] constant;

    /** How many operations, effects and outputs read an entry; 0 for what needn't be computed. */
    private final int[] uses;

    private final List<Change> changes;

    /** What is read after changes: outputs, and what they read themselves. */
    private final BitSet late = new BitSet();

    /** What changes, by identity. */
    private final Set<float[]> changed = Collections.newSetFromMap(new IdentityHashMap<>());

    Fusion(Tape tape, List<Change> recorded, int... outputs) {
        this.tape = tape;
        ops = new Op[tape.size()];
        inputs = new int[tape.size()][];
        constant = new boolean[tape.size()];
        uses = new int[tape.size()];
        use(outputs);
        for (Change change : recorded) {
            use(change.inputs());
        }
        for (int id = ops.length - 1; id >= 0; id--) {
            Entry entry = tape.entry(id);
            inputs[id] = entry.inputs();
            ops[id] = entry instanceof Entry.Applied applied ? applied.op() : null;
            if (uses[id] > 0) {
                use(inputs[id]);
            }
        }
        for (int id = 0; id < ops.length; id++) {
            constant[id] = tape.entry(id) instanceof Entry.Leaf leaf
                    ? leaf.role() == Entry.Role.CONSTANT
                    : IntStream.of(inputs[id]).allMatch(input -> constant[input]);
            joinProducer(id);
        }
        IntStream.of(outputs).forEach(late::set);
        for (Change change : recorded) {
            float[] leaf = leaf(change.inputs()[0]);
            if (leaf != null && change.effect().changesFirst()) {
                changed.add(leaf);
            }
            IntStream.of(change.inputs())
                    .skip(change.effect().changesFirst() ? 1 : 0)
                    .forEach(late::set);
        }
        changes = recorded.stream().map(this::withProducer).toList();
    }

    /** The number of entries. */
    int size() {
        return ops.length;
    }

    /** Whether an entry has to be computed, or read if it is a leaf. */
    boolean isUsed(int id) {
        return uses[id] > 0;
    }

    /** What an entry is computed by, null for leaves. */
    @Nullable
    Op op(int id) {
        return ops[id];
    }

    /** What that operation reads. */
    int[] inputs(int id) {
        return inputs[id];
    }

    /** Whether an entry is the same in all runs, so that it needn't be computed in any. */
    boolean isConstant(int id) {
        return constant[id];
    }

    /** What is changed, in the order of recording. */
    List<Change> changes() {
        return changes;
    }

    /** The memory of a leaf, or of the one that an entry is a view of; else null. */
    float @Nullable [] leaf(int id) {
        Op op = ops[id];
        if (op != null) {
            return op.isView() ? leaf(inputs[id][0]) : null;
        }
        return ((Entry.Leaf) tape.entry(id)).value().data();
    }

    /** Whether an entry lies where its input does: not if that may have changed when it is read. */
    boolean isView(int id) {
        Op op = ops[id];
        return op != null && op.isView() && !(late.get(id) && isChanged(id));
    }

    /** The layer that recorded it. */
    String label(int id) {
        return tape.entry(id) instanceof Entry.Applied applied ? applied.label() : "";
    }

    private void use(int... ids) {
        for (int id : ids) {
            uses[id]++;
        }
    }

    /** Lets a producer with a single reader do the reader's work as well. */
    private void joinProducer(int id) {
        Op reader = ops[id];
        if (uses[id] == 0 || reader == null) {
            return;
        }
        for (int input = 0; input < inputs[id].length; input++) {
            int producer = inputs[id][input];
            Op first = ops[producer];
            boolean fits = uses[producer] == 1
                    && !constant[producer]
                    && tape.entry(producer).shape().equals(tape.entry(id).shape());
            Op both = first == null || !fits ? null : first.then(reader, input);
            if (both != null) {
                int skipped = input;
                int[] others = inputs[id];
                ops[id] = both;
                inputs[id] = IntStream.concat(
                                IntStream.of(inputs[producer]),
                                IntStream.range(0, others.length)
                                        .filter(i -> i != skipped)
                                        .map(i -> others[i]))
                        .toArray();
                uses[producer] = 0;
                return;
            }
        }
    }

    /** Lets a change do the work of a large value's producer, if it alone reads it and what it is computed from stays. */
    private Change withProducer(Change change) {
        int[] read = change.inputs();
        for (int input = 1; input < read.length; input++) {
            int producer = read[input];
            if (uses[producer] == 1
                    && !constant[producer]
                    && tape.entry(producer).shape().count() >= LARGE
                    && ops[producer] instanceof InStrips op
                    && op.isInStrips(shapes(inputs[producer]))
                    && IntStream.of(inputs[producer]).noneMatch(this::isChanged)) {
                Effect both = change.effect().after(op, input);
                if (both != null) {
                    uses[producer] = 0;
                    return new Change(both, inPlaceOf(input, read, inputs[producer]), change.label());
                }
            }
        }
        return change;
    }

    private static int[] inPlaceOf(int input, int[] read, int... instead) {
        IntStream before = Arrays.stream(read, 0, input);
        IntStream after = Arrays.stream(read, input + 1, read.length);
        return IntStream.concat(before, IntStream.concat(IntStream.of(instead), after))
                .toArray();
    }

    private Shape[] shapes(int... ids) {
        return IntStream.of(ids).mapToObj(id -> tape.entry(id).shape()).toArray(Shape[]::new);
    }

    /** Whether an entry lies in memory that one of the changes writes to. */
    private boolean isChanged(int id) {
        float[] leaf = leaf(id);
        return leaf != null && changed.contains(leaf);
    }
}
