package lanegrad.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.random.Philox;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/** Where a layer stands in its model while it is built: it names, initialises and collects parameters and penalties. */
public final class Scope {
    /**
     * A term of the cost for one weight matrix: l1 sum |w| + l2 / 2 sum w^2 (Liquet, Moka, Nazarathy, section 5.7).
     *
     * @param weight the matrix
     * @param l1 the factor of the absolute values
     * @param l2 the factor of half the squares
     */
    public record Penalty(Parameter weight, double l1, double l2) {
        /** A cost with this term added. */
        public Var addTo(Var cost) {
            Var w = cost.tape().parameter(weight);
            Var sum = cost;
            if (l1 > 0) {
                sum = sum.plus(w.map(new Abs()).sum().scale((float) l1));
            }
            if (l2 > 0) {
                sum = sum.plus(w.square().sum().scale((float) l2 / 2));
            }
            return sum;
        }
    }

    private final long seed;
    private final Map<String, Tensor> saved;
    private final boolean isTrial;
    private final String path;
    private final List<Parameter> parameters;
    private final List<Penalty> penalties;
    private final Map<String, Shared> shared;

    /** A layer that may stand in several places, and the shape it was built for. */
    private record Shared(LayerSpec spec, Shape in, Layer layer) {}

    /** The scope of a whole new model. */
    public Scope(long seed) {
        this(seed, Map.of());
    }

    /** The scope of a whole model whose parameters were saved under their names; none saved for a new one. */
    public Scope(long seed, Map<String, Tensor> saved) {
        this(seed, saved, false, "", new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    }

    /** The scope of a model that is built only to see whether its layers fit one another; its parameters are 0. */
    public static Scope trial() {
        return new Scope(0, Map.of(), true, "", new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    }

    private Scope(
            long seed,
            Map<String, Tensor> saved,
            boolean isTrial,
            String path,
            List<Parameter> parameters,
            List<Penalty> penalties,
            Map<String, Shared> shared) {
        this.seed = seed;
        this.saved = saved;
        this.isTrial = isTrial;
        this.path = path;
        this.parameters = parameters;
        this.penalties = penalties;
        this.shared = shared;
    }

    /** The seed of the whole model. */
    public long seed() {
        return seed;
    }

    /** The scope of a part, such as {@code 2.dense}. */
    public Scope part(String name) {
        String inner = path.isEmpty() ? name : path + "." + name;
        return new Scope(seed, saved, isTrial, inner, parameters, penalties, shared);
    }

    /** Where this is, such as {@code 2.residual.0.dense}. */
    public String path() {
        return path;
    }

    /**
     * A weight matrix [in, out].
     *
     * @throws ShapeException if the one that was saved is of another shape
     */
    public Parameter weight(String name, int in, int out, Init init) {
        return add(
                name,
                Shape.of(in, out),
                Parameter.Kind.WEIGHT,
                values -> init.fill(key("init", name), in, out, values));
    }

    /**
     * A vector that starts as one value and is added to units or scales them.
     *
     * @throws ShapeException if the one that was saved is of another shape
     */
    public Parameter bias(String name, int size, float value) {
        return add(name, Shape.of(size), Parameter.Kind.BIAS, values -> Arrays.fill(values, value));
    }

    /**
     * A vector that starts as one value and follows the data instead of a gradient, by {@link Pass#follow}.
     *
     * @throws ShapeException if the one that was saved is of another shape
     */
    public Parameter statistic(String name, int size, float value) {
        return add(name, Shape.of(size), Parameter.Kind.STATISTIC, values -> Arrays.fill(values, value));
    }

    /**
     * The layer of a name, with the same parameters wherever it is asked for; they are named after the first place.
     *
     * @throws ShapeException if that name stands for another layer, or one for inputs of another shape
     */
    public Layer shared(String name, LayerSpec spec, Shape in) {
        Shared known = shared.get(name);
        if (known == null) {
            known = new Shared(spec, in, spec.build(in, this));
            shared.put(name, known);
        }
        if (!known.spec.equals(spec)) {
            throw new ShapeException(
                    "shared: '%s' stands for other layers elsewhere; give one of both another name".formatted(name));
        }
        if (!known.in.equals(in)) {
            throw new ShapeException(
                    "shared: here arrive %s, but elsewhere '%s' takes %s; make them equal, or give it another name"
                            .formatted(in, name, known.in));
        }
        return known.layer;
    }

    /** Adds a penalty to the cost. */
    public void penalise(Parameter weight, double l1, double l2) {
        if (l1 > 0 || l2 > 0) {
            penalties.add(new Penalty(weight, l1, l2));
        }
    }

    /** A key for random numbers of this place and a purpose; the same for the same seed. */
    public long key(String... purpose) {
        String[] full = Arrays.copyOf(purpose, purpose.length + 1);
        full[purpose.length] = path;
        return Philox.key(seed, full);
    }

    /** All parameters so far, in the order of the layers. */
    public List<Parameter> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    /** All penalties so far. */
    public List<Penalty> penalties() {
        return Collections.unmodifiableList(penalties);
    }

    private Parameter add(String name, Shape shape, Parameter.Kind kind, Consumer<float[]> init) {
        String full = path + "." + name;
        Tensor value = saved.get(full);
        if (value == null && saved.isEmpty()) {
            value = Tensor.zeros(shape);
            if (!isTrial) {
                init.accept(value.data());
            }
        }
        if (value == null || !value.shape().equals(shape)) {
            throw new ShapeException("parameter %s: expected %s, but saved is %s"
                    .formatted(full, shape, value == null ? "none" : value.shape()));
        }
        Parameter parameter = new Parameter(full, value, kind);
        parameters.add(parameter);
        return parameter;
    }
}
