package lanegrad.autodiff;

import java.util.HashMap;
import java.util.Map;
import lanegrad.autodiff.op.Stop;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/** Runs a tape in double precision from each operation's definition. */
final class Interpreter {
    private final Tape tape;
    private final int last;
    private final Map<Integer, double[]> leaves = new HashMap<>();
    private double[][] held = {};

    /** For the part of the tape up to and with one entry. */
    Interpreter(Tape tape, int last) {
        this.tape = tape;
        this.last = last;
    }

    /** The elements of a leaf, to be changed at will before the next run. */
    double[] leaf(int id) {
        return leaves.computeIfAbsent(id, leaf -> widen(tape.value(leaf)));
    }

    /** The name of a leaf. */
    String name(int id) {
        return tape.entry(id) instanceof Entry.Leaf leaf ? leaf.name() : "%" + id;
    }

    /** The values of all entries. */
    double[][] run() {
        double[][] values = new double[last + 1][];
        for (int id = 0; id <= last; id++) {
            values[id] = tape.entry(id) instanceof Entry.Applied applied ? value(id, applied, values) : leaf(id);
        }
        return values;
    }

    /** Keeps what derivatives take for constants, the outputs of {@link Stop}, as they were in an earlier run. */
    void hold(double[][] values) {
        held = values;
    }

    private double[] value(int id, Entry.Applied applied, double[][] values) {
        return applied.op() instanceof Stop && id < held.length ? held[id] : define(applied, values);
    }

    private double[] define(Entry.Applied applied, double[][] values) {
        int[] inputs = applied.inputs();
        double[][] in = new double[inputs.length][];
        Shape[] shapes = new Shape[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            in[i] = values[inputs[i]];
            shapes[i] = tape.entry(inputs[i]).shape();
        }
        double[] out = new double[applied.shape().count()];
        applied.op().define(in, shapes, out);
        return out;
    }

    private static double[] widen(Tensor tensor) {
        double[] wide = new double[tensor.count()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = tensor.data()[i];
        }
        return wide;
    }
}
