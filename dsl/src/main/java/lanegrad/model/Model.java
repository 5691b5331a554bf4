package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.data.Features;
import lanegrad.data.Target;
import lanegrad.loss.Joint;
import lanegrad.loss.Output;
import lanegrad.loss.Variable;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.nn.Scope.Penalty;
import lanegrad.nn.Sequence;
import lanegrad.nn.layer.Dense;
import lanegrad.nn.layer.Free;
import lanegrad.tensor.Shape;

/**
 * A network ready to use: a {@link ModelSpec} built for a number of inputs, with its parameters.
 *
 * <pre>{@code
 * Model model = new Model(spec, 64, 10, 7);   // 64 features, 10 classes, seed 7
 * Tensor probabilities = model.predict(x);    // [rows, 64] -> [rows, 10]
 * System.out.println(model.summary());
 * }</pre>
 */
public final class Model implements Network {
    private final ModelSpec spec;
    private final Sequence layers;
    private final Shape in;
    private final Joint joint;
    private final Layer network;
    private final Scope scope;

    /**
     * Builds a network without data; its first weights are a function of the seed.
     *
     * @param spec the layers and the output, which must not be auto any more
     * @param inputs the number of features
     * @param size the number of classes, or of numbers, that are predicted
     * @param seed for the first weights and all noise
     * @throws lanegrad.tensor.ShapeException if the layers don't fit one another; names the layer
     */
    public Model(ModelSpec spec, int inputs, int size, long seed) {
        this(spec, inputs, spec.output().unnamed(size), new Scope(seed));
    }

    /**
     * Builds a network for fitted features; an output that is auto becomes the one that suits the targets.
     *
     * @throws lanegrad.tensor.ShapeException if the layers don't fit one another; names the layer
     * @throws IllegalArgumentException if the output isn't over such targets
     */
    public Model(ModelSpec spec, Features features, long seed) {
        this(spec, features, new Scope(seed));
    }

    Model(ModelSpec spec, Features features, Scope scope) {
        this(spec, features.width(), variables(features.targets()), scope);
    }

    Model(ModelSpec spec, int inputs, List<Variable> targets, Scope scope) {
        this.spec = spec.output(spec.output().resolve(targets));
        this.scope = scope;
        joint = new Joint(this.spec.output(), targets);
        in = Shape.of(inputs);
        List<LayerSpec> all = new ArrayList<>(spec.layers());
        all.add(new Dense(joint.units()));
        if (joint.free() > 0) {
            all.add(new Free(joint.free()));
        }
        layers = new Sequence(all);
        network = layers.build(in, scope);
    }

    private static List<Variable> variables(List<Target> targets) {
        return targets.stream()
                .map(target -> switch (target) {
                    case Target.Classes classes ->
                        new Variable(classes.name(), classes.labels().size());
                    case Target.Quantity quantity -> Variable.number(quantity.name());
                })
                .toList();
    }

    /** What this network was built from. */
    @Override
    public ModelSpec spec() {
        return spec;
    }

    /** The seed of the first weights and of all noise. */
    public long seed() {
        return scope.seed();
    }

    /** The distribution that is predicted. */
    public Output output() {
        return spec.output();
    }

    @Override
    public List<Model> members() {
        return List.of(this);
    }

    @Override
    public Shape in() {
        return in;
    }

    /** The heads that share these layers: one, unless the output is several. */
    @Override
    public Joint joint() {
        return joint;
    }

    /** The hidden layers and the last one. */
    public Sequence layers() {
        return layers;
    }

    /** All parameters and statistics, in the order of the layers. */
    @Override
    public List<Parameter> parameters() {
        return scope.parameters();
    }

    /** The parameters that are learned, in the order of the layers. */
    public List<Parameter> learned() {
        return scope.parameters().stream().filter(Parameter::isLearned).toList();
    }

    /** The last layer's output for a batch, the distribution's parameters: [rows, features] -> [rows, units]. */
    public Var forward(Var x, Pass pass) {
        return network.forward(x, pass);
    }

    @Override
    public Var z(Var x) {
        return forward(x, Pass.PREDICTION);
    }

    /** The mean over the batch of the sum of the heads' costs, plus the penalties: a single number. */
    public Var cost(Var x, Var y, Pass pass) {
        Tape tape = x.tape();
        Var z = forward(x, pass);
        Var rows = tape.labelled("output", () -> joint.cost(z, y));
        Var cost = rows.mean();
        for (UnaryOperator<Var> estimate : pass.estimates()) {
            cost = cost.plus(estimate.apply(rows).mean());
        }
        for (Penalty penalty : scope.penalties()) {
            cost = penalty.addTo(cost);
        }
        return cost;
    }

    /**
     * This model for deployment: batch normalisation becomes part of the dense layers it follows, and predictions stay the
     * same but for rounding (Liquet, Moka, Nazarathy, (5.41)).
     */
    public Model folded() {
        return Folding.of(this);
    }

    /** A table of layers with their output shapes and parameter counts. */
    public String summary() {
        return Summary.of(this).toString();
    }

    @Override
    public String toString() {
        return summary();
    }
}
