package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lanegrad.autodiff.Entry.Applied;
import lanegrad.autodiff.Entry.Leaf;
import lanegrad.autodiff.Entry.Role;
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
    /** What makes two applications the same subexpression. */
    private record Application(Op op, List<Integer> inputs, List<Integer> section) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Application, Integer> applications = new HashMap<>();
    private final Map<Parameter, Var> parameters = new HashMap<>();
    private final Sections sections = new Sections();
    private final Recycler recycler = new Recycler();
    private final boolean computes;
    private final @Nullable Frozen frozen;
    private String label = "";

    /** A tape that computes each operation as it is recorded. */
    public Tape() {
        this(true, null);
    }

    Tape(boolean computes, @Nullable Frozen frozen) {
        this.computes = computes;
        this.frozen = frozen;
    }

    /** A tape that records without computing, for {@link Program#of}; its inputs are read at each run. */
    public static Tape recording() {
        return new Tape(false, null);
    }

    /** A leaf that is fed from outside; a program reads its tensor at each run. */
    public Var input(String name, Tensor value) {
        return add(new Leaf(name, value, Role.INPUT));
    }

    /** A leaf that never changes. */
    public Var constant(Tensor value) {
        return add(new Leaf("constant", frozen == null ? value : frozen.constant(value), Role.CONSTANT));
    }

    /** A leaf that is changed from outside, or by effects, and is the same for all sessions of a program. */
    public Var shared(String name, Tensor value) {
        return add(new Leaf(name, value, Role.SHARED));
    }

    /** The leaf of a parameter; the same one however often it is asked for. */
    public Var parameter(Parameter parameter) {
        Var known = parameters.get(parameter);
        if (known == null) {
            known = frozen == null
                    ? shared(parameter.name(), parameter.value())
                    : add(new Leaf(parameter.name(), frozen.value(parameter), Role.CONSTANT));
            parameters.put(parameter, known);
        }
        return known;
    }

    /**
     * Records an operation on inputs of this tape and computes it; an equal operation on the same inputs is shared.
     *
     * <p>The logarithm of a softmax, of a sum of exponentials along rows, of a sigmoid, and log(1 + exp z) are recorded as
     * the operations of that name, which neither overflow nor round to 0.
     *
     * @throws ShapeException if the shapes don't fit; names the operation, the layer and the shapes
     * @throws IllegalArgumentException if an input is of another tape
     */
    public Var apply(Op op, Var... inputs) {
        int[] ids = ids(op.name(), inputs);
        Var stable = StableForms.of(op, inputs);
        if (stable != null) {
            return stable;
        }
        Shape[] shapes = Arrays.stream(inputs).map(Var::shape).toArray(Shape[]::new);
        Application application = new Application(op, Arrays.stream(ids).boxed().toList(), sections.current());
        Integer shared = applications.get(application);
        if (shared != null) {
            return new Var(this, shared);
        }
        Shape shape = shapeOf(op, shapes);
        Tensor value = computes ? compute(op, inputs, shape) : null;
        applications.put(application, entries.size());
        return add(new Applied(op, ids, label, shape, value));
    }

    /**
     * Records a change of the first of some values, a leaf, by the others, and makes it unless this tape only records;
     * what reads the leaf must be recorded before.
     *
     * @throws IllegalArgumentException if an input is of another tape
     */
    public void effect(Effect effect, Var... inputs) {
        if (sections.isAgain()) {
            return; // it takes place once, however often its piece is recorded
        }
        changes.add(new Change(effect, ids(effect.name(), inputs), label));
        if (computes) {
            effect.prepare(values(inputs)).run();
        }
    }

    private int[] ids(String name, Var... inputs) {
        int[] ids = new int[inputs.length];
        for (int i = 0; i < ids.length; i++) {
            if (inputs[i].tape() != this) {
                throw new IllegalArgumentException(
                        name + ": input " + i + " belongs to another tape; feed its value as an input instead");
            }
            ids[i] = inputs[i].id();
        }
        return ids;
    }

    private static Tensor[] values(Var... inputs) {
        return Arrays.stream(inputs).map(Var::value).toArray(Tensor[]::new);
    }

    private Tensor compute(Op op, Var[] inputs, Shape shape) {
        Tensor[] in = values(inputs);
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

    /**
     * Records a piece of a program whose inner values aren't kept for its derivative but computed again when it is
     * needed: the gradient's bits in less memory, for the price of a second computation (Goodfellow et al., section
     * 6.5.3). Derivatives of the gradient may be rounded otherwise.
     *
     * <p>Memory is saved in a {@link Program}, whose small steps are one core's then; a tape that computes keeps all values
     * anyway. Pieces may lie in pieces.
     *
     * @param piece must record the same operations, on leaves of the same tensors, whenever it is called
     */
    public Var recomputed(Supplier<Var> piece) {
        int from = entries.size();
        Var result = sections.within(sections.next(), piece);
        if (result.id() < from) {
            return result;
        }
        Var[] inputs = IntStream.concat(IntStream.of(result.id()), readFromOutside(from))
                .mapToObj(id -> new Var(this, id))
                .toArray(Var[]::new);
        return apply(new Recomputed(piece), inputs);
    }

    /** What a piece gave when it was recorded once more for a derivative, or records it now. */
    Var again(List<Integer> number, Supplier<Var> piece) {
        return sections.within(number, piece);
    }

    /** What the entries from one on read that isn't among them, and the leaves among them that may change. */
    private IntStream readFromOutside(int from) {
        IntStream outside = entries.subList(from, entries.size()).stream()
                .flatMapToInt(entry -> Arrays.stream(entry.inputs()))
                .filter(id -> id < from);
        IntStream leaves = IntStream.range(from, entries.size())
                .filter(id -> entries.get(id) instanceof Leaf leaf && leaf.role() != Role.CONSTANT);
        return IntStream.concat(outside, leaves).distinct();
    }

    /** Forgets everything and keeps the memory for what comes; values of this tape must not be used afterwards. */
    public void clear() {
        for (Entry entry : entries) {
            if (entry instanceof Applied applied && applied.value() != null) {
                recycler.give(applied.value());
            }
        }
        entries.clear();
        changes.clear();
        applications.clear();
        parameters.clear();
        sections.clear();
    }

    /**
     * Names what made the cost or one of its gradients infinite or not a number: the first such value on the way to them,
     * with its operation, its layer, and whether it came before the cost or in the backward pass; empty if they are finite.
     */
    public Optional<String> firstNotFinite(Var cost, Var... gradients) {
        return new NotFinite(this).first(cost, gradients);
    }

    /** The number of leaves and operations. */
    public int size() {
        return entries.size();
    }

    /** One line for each leaf, operation and effect: number, name, inputs, shape, layer. */
    @Override
    public String toString() {
        return Listing.of(entries, changes);
    }

    List<Change> changes() {
        return changes;
    }

    /** Whether some of it is computed again instead of kept. */
    boolean isRecomputed() {
        return !sections.isEmpty();
    }

    /** The parameters that are constants here; null if all may change. */
    @Nullable
    Frozen frozen() {
        return frozen;
    }

    Entry entry(int id) {
        return entries.get(id);
    }

    Tensor value(int id) {
        Tensor value = switch (entries.get(id)) {
            case Leaf leaf -> leaf.value();
            case Applied applied -> applied.value();
        };
        if (value == null) {
            throw new IllegalStateException("%" + id + " has no value: its tape only records; make a Program of it");
        }
        return value;
    }

    /** The words that name a layer, if there is one. */
    static String inLayer(String label) {
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
        int known = entry instanceof Leaf leaf && sections.isAgain() ? entries.indexOf(leaf) : -1;
        if (known >= 0) {
            return new Var(this, known); // a piece's leaf, whose gradient is wanted under the number it had first
        }
        entries.add(entry);
        return new Var(this, entries.size() - 1);
    }
}
