package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.loss.Output;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.nn.Scope.Penalty;
import lanegrad.nn.Sequence;
import lanegrad.nn.layer.Dense;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * A network ready to use: a {@link ModelSpec} built for a number of inputs, with its parameters.
 *
 * <pre>{@code
 * Model model = new Model(spec, 64, 10, 7);   // 64 features, 10 classes, seed 7
 * Tensor probabilities = model.predict(x);    // [rows, 64] -> [rows, 10]
 * System.out.println(model.summary());
 * }</pre>
 */
public final class Model {
    private final ModelSpec spec;
    private final Sequence layers;
    private final Shape in;
    private final int size;
    private final Layer network;
    private final Scope scope;

    /**
     * Builds a network; its first weights are a function of the seed.
     *
     * @param spec the layers and the output, which must not be auto any more
     * @param inputs the number of features
     * @param size the number of classes, or of numbers, that are predicted
     * @param seed for the first weights and all noise
     * @throws lanegrad.tensor.ShapeException if the layers don't fit one another; names the layer
     */
    public Model(ModelSpec spec, int inputs, int size, long seed) {
        this(spec, inputs, size, new Scope(seed));
    }

    Model(ModelSpec spec, int inputs, int size, Scope scope) {
        this.spec = spec;
        this.scope = scope;
        this.size = size;
        in = Shape.of(inputs);
        List<LayerSpec> all = new ArrayList<>(spec.layers());
        all.add(new Dense(spec.output().units(size)));
        layers = new Sequence(all);
        network = layers.build(in, scope);
    }

    /** What this network was built from. */
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

    /** The shape of one example. */
    public Shape in() {
        return in;
    }

    /** The number of classes, or of numbers, that are predicted. */
    public int size() {
        return size;
    }

    /** The hidden layers and the last one. */
    public Sequence layers() {
        return layers;
    }

    /** All parameters and statistics, in the order of the layers. */
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

    /** The mean over the batch of the output's cost, plus the penalties: a single number. */
    public Var cost(Var x, Var y, Pass pass) {
        Tape tape = x.tape();
        Var z = forward(x, pass);
        Var cost = tape.labelled("output", () -> output().cost(z, y).mean());
        for (Penalty penalty : scope.penalties()) {
            cost = penalty.addTo(cost);
        }
        return cost;
    }

    /** The distribution's mean for each row: probabilities, or numbers as the network sees them. */
    public Tensor predict(Tensor x) {
        Var z = forward(new Tape().input("x", x), Pass.PREDICTION);
        return output().mean(z).value();
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
