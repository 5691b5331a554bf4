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
 * Operations in the order of their execution, each computed as it is recorded, or only recorded to become a {@link
 * Program}.
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
    /** One line of the tape. */
    sealed interface Entry {
        /** The shape of its value. */
        Shape shape();

        /** The entries it is computed from. */
        int[] inputs();
    }

    /** A value from outside: one that never changes, or one that its owner may write to between two runs. */
    record Leaf(String name, Tensor value, boolean constant) implements Entry {
        @Override
        public Shape shape() {
            return value.shape();
        }

        @Override
        public int[] inputs() {
            return new int[0];
        }
    }

    /** An operation on earlier entries, under the label of the layer that recorded it; no value if only recorded. */
    record Applied(
            Op op,
            int[] inputs,
            String label,
            Shape shape,
            @Nullable Tensor value) implements Entry {}

    /** What makes two applications the same subexpression. */
    private record Application(Op op, List<Integer> inputs) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Application, Integer> applications = new HashMap<>();
    private final Map<Parameter, Var> parameters = new HashMap<>();
    private final Recycler recycler = new Recycler();
    private final boolean computes;
    private String label = "";

    /** A tape that computes each operation as it is recorded. */
    public Tape() {
        this(true);
    }

    private Tape(boolean computes) {
        this.computes = computes;
    }

    /** A tape that records without computing, for {@link Program#of}; its inputs are read at each run. */
    public static Tape recording() {
        return new Tape(false);
    }

    /** A leaf that is fed from outside; a program reads its tensor at each run. */
    public Var input(String name, Tensor value) {
        return add(new Leaf(name, value, false));
    }

    /** A leaf that never changes. */
    public Var constant(Tensor value) {
        return add(new Leaf("constant", value, true));
    }

    /** The leaf of a parameter; the same one however often it is asked for. */
    public Var parameter(Parameter parameter) {
        Var known = parameters.get(parameter);
        if (known == null) {
            known = input(parameter.name(), parameter.value());
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
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].tape() != this) {
                throw new IllegalArgumentException(
                        op.name() + ": input " + i + " belongs to another tape; feed its value as an input instead");
            }
            ids[i] = inputs[i].id();
            shapes[i] = inputs[i].shape();
        }
        Application application = new Application(op, Arrays.stream(ids).boxed().toList());
        Integer shared = applications.get(application);
        if (shared != null) {
            return new Var(this, shared);
        }
        Shape shape = shapeOf(op, shapes);
        Tensor value = computes ? compute(op, inputs, shape) : null;
        applications.put(application, entries.size());
        return add(new Applied(op, ids, label, shape, value));
    }

    private Tensor compute(Op op, Var[] inputs, Shape shape) {
        Tensor[] in = new Tensor[inputs.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = inputs[i].value();
        }
        Tensor out = recycler.take(shape);
        op.compute(in, out);
        return out;
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
            if (entry instanceof Applied applied && applied.value != null) {
                recycler.give(applied.value);
            }
        }
        entries.clear();
        applications.clear();
        parameters.clear();
    }

    /** Names the first value that is infinite or not a number, with its operation and layer; empty if there is none. */
    public Optional<String> firstNotFinite() {
        for (int id = 0; id < entries.size(); id++) {
            for (float element : value(id).data()) {
                if (!Float.isFinite(element)) {
                    return Optional.of(
                            switch (entries.get(id)) {
                                case Leaf leaf -> "'" + leaf.name + "' holds " + element;
                                case Applied applied -> applied.op.name() + " gave " + element + inLayer(applied.label);
                            });
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
            lines.append('%')
                    .append(id)
                    .append(" = ")
                    .append(line(entries.get(id)))
                    .append('\n');
        }
        return lines.toString();
    }

    Entry entry(int id) {
        return entries.get(id);
    }

    Tensor value(int id) {
        Tensor value = switch (entries.get(id)) {
            case Leaf leaf -> leaf.value;
            case Applied applied -> applied.value;
        };
        if (value == null) {
            throw new IllegalStateException("%" + id + " has no value: its tape only records; make a Program of it");
        }
        return value;
    }

    private String line(Entry entry) {
        return switch (entry) {
            case Leaf leaf -> leaf.name + " " + leaf.shape();
            case Applied applied -> {
                StringBuilder line = new StringBuilder(applied.op.name());
                for (int i = 0; i < applied.inputs.length; i++) {
                    int input = applied.inputs[i];
                    line.append(i == 0 ? " %" : ", %").append(input).append(' ');
                    line.append(entries.get(input).shape());
                }
                line.append(" -> ").append(applied.shape);
                yield applied.label.isEmpty() ? line.toString() : line + "   # " + applied.label;
            }
        };
    }

    private static String inLayer(String label) {
        return label.isEmpty() ? "" : " in " + label;
    }

    private Shape shapeOf(Op op, Shape[] shapes) {
        try {
            return op.shape(shapes);
        } catch (ShapeException e) {
            throw new ShapeException(op.name() + inLayer(label) + ": " + e.getMessage());
        }
    }

    private Var add(Entry entry) {
        entries.add(entry);
        return new Var(this, entries.size() - 1);
    }
}
