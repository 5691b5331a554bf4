package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Program} of a tape: which operations run, in what form, on which buffers. */
final class Compiler {
    private final Tape tape;
    private final int[] outputs;
    private final int size;

    /** How many live operations read an entry, an output counting as one more; 0 for what reaches no output. */
    private final int[] uses;

    /** What an entry is computed by, after fusion; null for leaves and for what was fused into another. */
    private final @Nullable Op[] ops;

    private final int[][] inputs;
    private final @Nullable Tensor[] buffers;
    private final boolean[] constant;

    /** Whether an entry's buffer may be handed on when its last reader is done. */
    private final boolean[] passing;

    private final Recycler recycler = new Recycler();
    private final List<Program.Step> steps = new ArrayList<>();
    private long bytes;

    Compiler(Var... outputs) {
        if (outputs.length == 0) {
            throw new IllegalArgumentException("program: there are no outputs to compute");
        }
        tape = outputs[0].tape();
        this.outputs = Arrays.stream(outputs).mapToInt(Var::id).toArray();
        for (Var output : outputs) {
            if (output.tape() != tape) {
                throw new IllegalArgumentException("program: the outputs are of different tapes");
            }
        }
        size = Arrays.stream(this.outputs).max().orElseThrow() + 1;
        uses = new int[size];
        ops = new Op[size];
        inputs = new int[size][];
        buffers = new Tensor[size];
        constant = new boolean[size];
        passing = new boolean[size];
    }

    Program program() {
        countUses();
        fuse();
        for (int id = 0; id < size; id++) {
            if (uses[id] > 0) {
                place(id);
            }
        }
        Tensor[] values = Arrays.stream(outputs).mapToObj(this::buffer).toArray(Tensor[]::new);
        return new Program(steps, values, bytes);
    }

    private void countUses() {
        for (int output : outputs) {
            uses[output]++;
        }
        for (int id = size - 1; id >= 0; id--) {
            Tape.Entry entry = tape.entry(id);
            inputs[id] = entry.inputs();
            ops[id] = entry instanceof Tape.Applied applied ? applied.op() : null;
            if (uses[id] > 0) {
                for (int input : inputs[id]) {
                    uses[input]++;
                }
            }
        }
    }

    /** Lets a producer with a single reader do the reader's work as well. */
    private void fuse() {
        for (int id = 0; id < size; id++) {
            Op reader = ops[id];
            if (uses[id] > 0 && reader != null && inputs[id].length == 1 && uses[inputs[id][0]] == 1) {
                int producer = inputs[id][0];
                Op first = ops[producer];
                Op both = first == null ? null : first.then(reader);
                if (both != null) {
                    ops[id] = both;
                    inputs[id] = inputs[producer];
                    uses[producer] = 0;
                }
            }
        }
    }

    /** Gives an entry its buffer, and a step if it changes from run to run. */
    private void place(int id) {
        Op op = ops[id];
        if (op == null) {
            buffers[id] = tape.value(id);
            constant[id] = tape.entry(id) instanceof Tape.Leaf leaf && leaf.constant();
            return;
        }
        Tensor[] in = Arrays.stream(inputs[id]).mapToObj(this::buffer).toArray(Tensor[]::new);
        constant[id] = Arrays.stream(inputs[id]).allMatch(input -> constant[input]);
        if (constant[id]) {
            Tensor folded = Tensor.zeros(tape.entry(id).shape());
            op.compute(in, folded);
            buffers[id] = folded;
            return;
        }
        passing[id] = true;
        int heir = op.inPlace() ? dyingOfSameShape(id) : -1;
        Tensor out = heir < 0 ? fresh(id) : buffer(heir);
        buffers[id] = out;
        for (int input : inputs[id]) {
            uses[input]--;
            if (uses[input] == 0 && passing[input] && input != heir) {
                recycler.give(buffer(input));
            }
        }
        String label = tape.entry(id) instanceof Tape.Applied applied ? applied.label() : "";
        steps.add(new Program.Step(op, label, in, out));
    }

    private Tensor fresh(int id) {
        if (!recycler.has(tape.entry(id).shape())) {
            bytes += Program.bytes(tape.entry(id).shape());
        }
        return recycler.take(tape.entry(id).shape());
    }

    /** An input whose last reader this is and whose buffer fits the output, or -1. */
    private int dyingOfSameShape(int id) {
        for (int input : inputs[id]) {
            long reads =
                    Arrays.stream(inputs[id]).filter(other -> other == input).count();
            boolean dies = passing[input] && uses[input] == reads;
            if (dies && tape.entry(input).shape().equals(tape.entry(id).shape())) {
                return input;
            }
        }
        return -1;
    }

    private Tensor buffer(int id) {
        Tensor buffer = buffers[id];
        if (buffer == null) {
            throw new IllegalStateException("%" + id + " is read before it is computed");
        }
        return buffer;
    }
}
