package lanegrad.autodiff;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import lanegrad.tensor.Shape;

/**
 * When each step of a program is taken: one after another as recorded, or in stages, in which no worker waits for another.
 *
 * <p>In a stage all workers go through the same steps, each with its share of the rows: a row of a hidden layer is read
 * for the next one by the worker that has just computed it. What reads all rows of a value, as the product of a weight's
 * gradient does, waits for the next stage, and is then one worker's alone.
 */
final class Schedule {
    /** A value of fewer rows isn't cut. */
    private static final int LEAST_ROWS = 16;

    private static final int LEAF = -1;

    private final Fusion fusion;
    private final Tape tape;

    /** The stages of entries and, after them, of changes. */
    private final int[] stages;

    private final boolean[] byRows;
    private final boolean together;

    /** The order of recording, each step a stage of its own; or in as few stages as can be, the steps together. */
    Schedule(Fusion fusion, Tape tape, boolean together) {
        this.fusion = fusion;
        this.tape = tape;
        this.together = together;
        int changes = fusion.changes().size();
        byRows = new boolean[fusion.size()];
        stages = IntStream.range(0, fusion.size() + changes).toArray();
        if (together) {
            int last = LEAF;
            for (int id = 0; id < fusion.size(); id++) {
                byRows[id] = isCutByRows(id);
                stages[id] = fusion.isUsed(id) ? afterInputs(id) : LEAF;
                last = Math.max(last, stages[id]);
            }
            changeAfter(last);
        }
    }

    /** The entries in the order of their stages, and in each as recorded. */
    int[] order() {
        return IntStream.range(0, fusion.size())
                .boxed()
                .sorted((a, b) -> Integer.compare(stages[a], stages[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The stage in which an entry is computed. */
    int stage(int id) {
        return stages[id];
    }

    /** The stage in which a change is made. */
    int stageOfChange(int change) {
        return stages[fusion.size() + change];
    }

    /** Whether the rows of an entry are shared out. */
    boolean isByRows(int id) {
        return byRows[id];
    }

    /** Whether there may be several steps in a stage, so that none may write where another of them reads. */
    boolean isTogether() {
        return together;
    }

    private boolean isCutByRows(int id) {
        Op op = fusion.op(id);
        if (op == null || !fusion.isUsed(id) || fusion.isConstant(id)) {
            return false;
        }
        Shape[] in = shapes(id);
        return tape.entry(id).shape().rows() >= LEAST_ROWS
                && IntStream.range(0, in.length).anyMatch(input -> op.byRows(input, in));
    }

    private int afterInputs(int id) {
        Op op = fusion.op(id);
        if (op == null || fusion.isConstant(id)) {
            return LEAF;
        }
        int[] inputs = fusion.inputs(id);
        Shape[] in = shapes(id);
        boolean isView = fusion.isView(id);
        int stage = isView ? LEAF : 0;
        for (int input = 0; input < inputs.length; input++) {
            int read = inputs[input];
            boolean sameRows = byRows[id] && byRows[read] && op.byRows(input, in);
            stage = Math.max(stage, stages[read] + (isView || sameRows ? 0 : 1));
        }
        return stage;
    }

    /** Changes of different tensors are made together; what does more than change its tensors is by itself. */
    private void changeAfter(int last) {
        Set<float[]> touched = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean open = false;
        int stage = last;
        for (int i = 0; i < fusion.changes().size(); i++) {
            Change change = fusion.changes().get(i);
            List<float[]> leaves = leaves(change);
            boolean joins = open && change.effect().isLocal() && leaves.stream().noneMatch(touched::contains);
            if (!joins) {
                stage++;
                touched.clear();
            }
            touched.addAll(leaves);
            open = change.effect().isLocal();
            stages[fusion.size() + i] = stage;
        }
    }

    /** The memory outside that a change may read or write. */
    private List<float[]> leaves(Change change) {
        return IntStream.of(change.inputs())
                .mapToObj(fusion::leaf)
                .filter(Objects::nonNull)
                .toList();
    }

    private Shape[] shapes(int id) {
        return Arrays.stream(fusion.inputs(id))
                .mapToObj(input -> tape.entry(input).shape())
                .toArray(Shape[]::new);
    }
}
