package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.List;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * A recorded tape made ready to be run many times: what reaches no output is dropped, what never changes is computed
 * once, producers take their consumers along, and every buffer is assigned ahead, handed on when its value dies.
 *
 * <p>Its results equal those of an eager tape bit for bit. A program belongs to one thread at a time; write to the
 * tensors of its inputs and parameters between two runs.
 *
 * <pre>{@code
 * Tape tape = Tape.recording();
 * Var y = tape.input("x", x).square().sum();
 * Program program = Program.of(y);
 * program.run();
 * program.value(0).item();
 * }</pre>
 */
public final class Program {
    private final List<Step> steps;
    private final Runnable[] runs;
    private final Tensor[] outputs;
    private final long bytes;

    /** One operation on its buffers. */
    record Step(Op op, String label, Tensor[] in, Tensor out) {
        @Override
        public String toString() {
            StringBuilder line = new StringBuilder(op.name());
            for (Tensor tensor : in) {
                line.append(' ').append(tensor.shape());
            }
            line.append(" -> ").append(out.shape());
            return label.isEmpty() ? line.toString() : line + "   # " + label;
        }
    }

    Program(List<Step> steps, Tensor[] outputs, long bytes) {
        this.steps = List.copyOf(steps);
        this.outputs = outputs;
        this.bytes = bytes;
        runs = steps.stream().map(step -> step.op.prepare(step.in, step.out)).toArray(Runnable[]::new);
    }

    /**
     * The program that computes some values of a tape, whether it computes itself or only records.
     *
     * @throws IllegalArgumentException if there are none, or they are of different tapes
     */
    public static Program of(Var... outputs) {
        return new Compiler(outputs).program();
    }

    /** Computes all outputs from what inputs and parameters hold now. */
    public void run() {
        for (Runnable run : runs) {
            run.run();
        }
    }

    /** The value of one of the outputs, in the order given to {@link #of}; each run overwrites it. */
    public Tensor value(int output) {
        return outputs[output];
    }

    /** The steps in order, one on a line, and the memory they share. */
    public String explain() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            lines.add(i + ": " + steps.get(i));
        }
        lines.add("%d steps, %d bytes of buffers".formatted(steps.size(), bytes));
        return String.join("\n", lines);
    }

    static long bytes(Shape shape) {
        return (long) Float.BYTES * shape.count();
    }
}
