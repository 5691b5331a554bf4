package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Operations in the order of their execution, each computed as it is recorded.
 *
 * <p>Every operation enters by one door, {@link #apply}. Walking the tape backwards gives derivatives, which are more
 * operations on the same tape (Goodfellow et al., section 6.4: symbol-to-symbol). A tape belongs to one thread.
 *
 * <pre>{@code
 * var tape = new Tape();
 * var x = tape.input("x", Tensor.scalar(3));
 * var y = x.times(x);
 * y.value().item();                                // 9
 * Derivatives.grad(y, x).getFirst().value();       // 6
 * }</pre>
 */
public final class Tape {
    /** One line of the tape: a leaf has no operation and a name, an operation has inputs. */
    record Entry(@Nullable Op op, int[] inputs, String name, Tensor value) {}

    /** What makes two applications the same subexpression. */
    private record Application(Op op, List<Integer> inputs) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Application, Integer> applied = new HashMap<>();
    private final Map<Parameter, Var> parameters = new HashMap<>();
    private final Recycler recycler = new Recycler();
    private String label = "";

    /** A tape that computes each operation as it is recorded. */
    public Tape() {}

    /** A leaf that is fed from outside. */
    public Var input(String name, Tensor value) {
        return leaf(name, value);
    }

    /** A leaf that never changes. */
    public Var constant(float value) {
        return leaf(Float.toString(value), Tensor.scalar(value));
    }

    /** The leaf of a parameter; the same one however often it is asked for. */
    public Var parameter(Parameter parameter) {
        Var known = parameters.get(parameter);
        if (known == null) {
            known = leaf(parameter.name(), parameter.value());
            parameters.put(parameter, known);
        }
        return known;
    }

    /**
     * Records an operation on inputs of this tape and computes it; an equal operation on the same inputs is shared.
     *
     * @throws ShapeException if the shapes don't fit; names the operation, the layer and the shapes
     * @throws IllegalArgumentException if an input is of another tape
     */
    public Var apply(Op op, Var... inputs) {
        int[] ids = new int[inputs.length];
        Shape[] shapes = new Shape[inputs.length];
        Tensor[] values = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].tape() != this) {
                throw new IllegalArgumentException(
                        op.name() + ": input " + i + " belongs to another tape; feed its value as an input instead");
            }
            ids[i] = inputs[i].id();
            values[i] = inputs[i].value();
            shapes[i] = values[i].shape();
        }
        Application application =
                new Application(op, Arrays.stream(ids).boxed().toList());
        Integer shared = applied.get(application);
        if (shared != null) {
            return new Var(this, shared);
        }
        Tensor out = recycler.take(shapeOf(op, shapes));
        op.compute(values, out);
        applied.put(application, entries.size());
        return add(new Entry(op, ids, label, out));
    }

    /** Runs a piece of a program under a label, such as a layer's name, that errors and listings show. */
    public <R> R labelled(String name, Supplier<R> piece) {
        String outer = label;
        label = outer.isEmpty() ? name : outer + " / " + name;
        try {
            return piece.get();
        } finally {
            label = outer;
        }
    }

    /** Forgets everything and keeps the memory for what comes; values of this tape must not be used afterwards. */
    public void clear() {
        for (Entry entry : entries) {
            if (entry.op() != null) {
                recycler.give(entry.value());
            }
        }
        entries.clear();
        applied.clear();
        parameters.clear();
    }

    /** Names the first value that is infinite or not a number, with its operation and layer; empty if there is none. */
    public Optional<String> firstNotFinite() {
        for (Entry entry : entries) {
            for (float element : entry.value().data()) {
                if (!Float.isFinite(element)) {
                    Op op = entry.op();
                    String what = op == null ? "'" + entry.name() + "' holds " : op.name() + " gave ";
                    String where = op == null || entry.name().isEmpty() ? "" : " in " + entry.name();
                    return Optional.of(what + element + where);
                }
            }
        }
        return Optional.empty();
    }

    /** The number of leaves and operations. */
    public int size() {
        return entries.size();
    }

    /** One line for each leaf and operation: number, name, inputs, shape, layer. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (int id = 0; id < entries.size(); id++) {
            lines.append('%').append(id).append(" = ").append(line(entries.get(id))).append('\n');
        }
        return lines.toString();
    }

    Entry entry(int id) {
        return entries.get(id);
    }

    private String line(Entry entry) {
        Op op = entry.op();
        if (op == null) {
            return entry.name() + " " + entry.value().shape();
        }
        StringBuilder line = new StringBuilder(op.name());
        for (int i = 0; i < entry.inputs().length; i++) {
            int input = entry.inputs()[i];
            line.append(i == 0 ? " %" : ", %").append(input).append(' ').append(entries.get(input).value().shape());
        }
        line.append(" -> ").append(entry.value().shape());
        return entry.name().isEmpty() ? line.toString() : line + "   # " + entry.name();
    }

    private Shape shapeOf(Op op, Shape[] shapes) {
        try {
            return op.shape(shapes);
        } catch (ShapeException e) {
            String where = label.isEmpty() ? op.name() : op.name() + " in " + label;
            throw new ShapeException(where + ": " + e.getMessage());
        }
    }

    private Var leaf(String name, Tensor value) {
        return add(new Entry(null, new int[0], name, value));
    }

    private Var add(Entry entry) {
        entries.add(entry);
        return new Var(this, entries.size() - 1);
    }
}
