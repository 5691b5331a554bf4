package lanegrad.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.gemm.Packed;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Program} of a tape: finds a place for each value, in buffers that are handed on when values die. */
final class Compiler {
    private static final int NONE = -1;

    private final Tape tape;
    private final int[] outputs;
    private final Fusion fusion;
    private final Schedule schedule;

    /** The entry in whose memory an entry lies: itself, unless it is a view of another. */
    private final int[] owner;

    /** How many reads of an owner's memory are still to come. */
    private final int[] reads;

    /** The number of an owner's buffer, if it has one that may be handed on. */
    private final int[] buffer;

    private final @Nullable Place[] places;
    private final List<Program.Step> steps = new ArrayList<>();

    /** The numbers of buffers that are free again, by their size. */
    private final Map<Integer, ArrayDeque<Integer>> free = new HashMap<>();

    /** The entries whose buffers are free when the stage at hand is over. */
    private final List<Integer> dying = new ArrayList<>();

    private int stage = NONE;
    private int buffers;
    private long bytes;

    Compiler(boolean together, boolean changes, Var... outputs) {
        if (outputs.length == 0) {
            throw new IllegalArgumentException("program: there are no outputs to compute");
        }
        tape = outputs[0].tape();
        for (Var output : outputs) {
            if (output.tape() != tape) {
                throw new IllegalArgumentException("program: the outputs are of different tapes");
            }
        }
        this.outputs = Arrays.stream(outputs).mapToInt(Var::id).toArray();
        fusion = new Fusion(tape, changes ? tape.changes() : List.of(), this.outputs);
        schedule = new Schedule(fusion, tape, together);
        owner = new int[fusion.size()];
        reads = new int[fusion.size()];
        buffer = new int[fusion.size()];
        places = new Place[fusion.size()];
    }

    Program program() {
        countReads();
        for (int id : schedule.order()) {
            if (fusion.isUsed(id)) {
                begin(schedule.stage(id));
                place(id);
            }
        }
        for (int i = 0; i < fusion.changes().size(); i++) {
            Change change = fusion.changes().get(i);
            Effect effect = change.effect();
            List<Place> in = places(change.inputs());
            Shape[] shapes = in.stream().map(Place::shape).toArray(Shape[]::new);
            steps.add(new Program.Step(
                    effect.name(),
                    change.label(),
                    (tensors, _) -> effect.prepare(tensors),
                    null,
                    in,
                    in.getFirst(),
                    effect.flops(shapes),
                    schedule.stageOfChange(i)));
        }
        return new Program(steps, places(outputs), buffers, bytes);
    }

    private void countReads() {
        for (int id = 0; id < owner.length; id++) {
            buffer[id] = NONE;
            owner[id] = fusion.isView(id) ? owner[fusion.inputs(id)[0]] : id;
            if (fusion.isUsed(id) && !fusion.isView(id)) {
                read(fusion.inputs(id));
            }
        }
        // What is read after the last value is computed is never handed on: these reads stay to come.
        read(outputs);
        fusion.changes().forEach(change -> read(change.inputs()));
    }

    private void read(int... ids) {
        for (int id : ids) {
            reads[owner[id]]++;
        }
    }

    /** Frees what died in the stage before. */
    private void begin(int next) {
        if (next != stage) {
            for (int id : dying) {
                int count = tape.entry(id).shape().count();
                free.computeIfAbsent(count, _ -> new ArrayDeque<>()).push(buffer[id]);
            }
            dying.clear();
            stage = next;
        }
    }

    /** Gives an entry its place, and a step if it changes from run to run. */
    private void place(int id) {
        Op op = fusion.op(id);
        if (op == null) {
            Entry.Leaf leaf = (Entry.Leaf) tape.entry(id);
            places[id] = leaf.role() == Entry.Role.INPUT
                    ? new Place.Input(leaf.name(), leaf.value())
                    : new Place.Shared(leaf.value());
            return;
        }
        Shape shape = tape.entry(id).shape();
        int[] ids = fusion.inputs(id);
        List<Place> in = places(ids);
        if (fusion.isConstant(id)) {
            places[id] = new Place.Shared(fold(op, in, shape));
        } else if (fusion.isView(id)) {
            places[id] = new Place.View(in.getFirst(), shape);
        } else {
            int heir = op.inPlace() && !schedule.isTogether() ? dyingOfSameShape(id) : NONE;
            buffer[id] = heir == NONE ? take(shape.count()) : buffer[owner[heir]];
            handOn(ids, heir == NONE ? NONE : owner[heir]);
            Place out = new Place.Buffer(buffer[id], shape);
            places[id] = out;
            Shape[] shapes = in.stream().map(Place::shape).toArray(Shape[]::new);
            steps.add(new Program.Step(
                    op.name(),
                    fusion.label(id),
                    work(op, ids, in),
                    schedule.isByRows(id) ? op::prepareRows : null,
                    in,
                    out,
                    op.flops(shapes, shape),
                    stage));
        }
    }

    /** What computes an operation: on a packed factor, if there is one that never changes and is worth it. */
    private Program.Work work(Op op, int[] ids, List<Place> in) {
        Frozen frozen = tape.frozen();
        if (frozen != null && op instanceof RightFactor product && fusion.isConstant(ids[1])) {
            Matrix right = product.right(((Place.Shared) in.get(1)).tensor());
            if (right != null && Packed.pays(right)) {
                Packed packed = frozen.packed(right);
                return (tensors, out) -> product.prepareWith(packed, tensors, out);
            }
        }
        return op::prepare;
    }

    private Tensor fold(Op op, List<Place> in, Shape shape) {
        Tensor folded = Tensor.zeros(shape);
        op.compute(in.stream().map(place -> ((Place.Shared) place).tensor()).toArray(Tensor[]::new), folded);
        Frozen frozen = tape.frozen();
        return frozen == null ? folded : frozen.constant(folded);
    }

    /** An input whose last reader this is and whose buffer fits the output, or none. */
    private int dyingOfSameShape(int id) {
        int[] ids = fusion.inputs(id);
        for (int input : ids) {
            int lender = owner[input];
            long now =
                    Arrays.stream(ids).filter(other -> owner[other] == lender).count();
            boolean dies = buffer[lender] != NONE && reads[lender] == now;
            if (dies && tape.entry(input).shape().equals(tape.entry(id).shape())) {
                return input;
            }
        }
        return NONE;
    }

    /** Takes back reads; a buffer without any to come is free, unless its heir has it already. */
    private void handOn(int[] ids, int inherited) {
        for (int input : ids) {
            int lender = owner[input];
            reads[lender]--;
            if (reads[lender] == 0 && buffer[lender] != NONE && lender != inherited) {
                dying.add(lender);
            }
        }
    }

    private int take(int count) {
        ArrayDeque<Integer> fitting = free.get(count);
        if (fitting != null && !fitting.isEmpty()) {
            return fitting.pop();
        }
        bytes += (long) Float.BYTES * count;
        return buffers++;
    }

    private List<Place> places(int... ids) {
        return Arrays.stream(ids).mapToObj(this::placeOf).toList();
    }

    private Place placeOf(int id) {
        Place place = places[id];
        if (place == null) {
            throw new IllegalStateException("%" + id + " is read before it is computed");
        }
        return place;
    }
}
