package lanegrad.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lanegrad.data.ColumnType;
import lanegrad.data.DataSpec;
import lanegrad.data.Features;
import lanegrad.data.RowWeights;
import lanegrad.data.Split;
import lanegrad.data.Table;
import lanegrad.loss.Auto;
import lanegrad.loss.Output;
import lanegrad.model.ModelSpec;
import lanegrad.nn.LayerSpec;

/**
 * All that a training run follows from: the same value in Java, Kotlin and YAML, and the same value trains the same
 * model, bit for bit.
 *
 * <pre>{@code
 * var spec = ModelSpec.of(layers -> layers.dense(32).tanh().dense(32).tanh());
 * var spirals = Experiment.of("spirals", new DataSpec(new Spirals()).test(new Share(0.2)), spec).seed(7);
 * Result result = spirals.start(Path.of(".")).fit(event -> {});
 * System.out.println(result.test());
 * }</pre>
 *
 * @param name names the run
 * @param seed everything random follows from it
 * @param data what to learn from
 * @param model the hidden layers in order
 * @param output what is predicted
 * @param train how it is trained
 */
public record Experiment(String name, long seed, DataSpec data, List<LayerSpec> model, Output output, TrainSpec train) {
    /** Copies the list. */
    public Experiment {
        model = List.copyOf(model);
    }

    /** With an output chosen by the data and the default training. */
    public Experiment(String name, long seed, DataSpec data, List<LayerSpec> model) {
        this(name, seed, data, model, new Auto(), new TrainSpec());
    }

    /** With seed 0 and the default training. */
    public static Experiment of(String name, DataSpec data, ModelSpec spec) {
        return new Experiment(name, 0, data, spec.layers(), spec.output(), new TrainSpec());
    }

    /** The same with another seed. */
    public Experiment seed(long other) {
        return new Experiment(name, other, data, model, output, train);
    }

    /** The same with another training. */
    public Experiment train(TrainSpec other) {
        return new Experiment(name, seed, data, model, output, other);
    }

    /** The layers and the output as a description of their own. */
    public ModelSpec spec() {
        return new ModelSpec(model, output);
    }

    /**
     * Reads the data, fits the features on the training split, and builds the model.
     *
     * <p>What is wrong whatever the data is like is found before any file is read; what is wrong whatever the rows are
     * like, by the names of the columns alone.
     *
     * @param base the folder that relative paths start from
     * @throws lanegrad.data.DataException if the data can't be used
     * @throws lanegrad.nn.LayerException if the layers don't fit
     */
    public Run start(Path base) {
        Trial.of(this, List.of());
        List<String> columns = data.inputs(base);
        if (!columns.isEmpty()) {
            Trial.of(this, columns);
        }
        Map<String, Output.Target> wants = output.wants(data.target());
        wants.keySet().retainAll(data.target()); // the model will refuse the others, with a better word
        Split split = typed(wants).read(base, seed);
        Set<String> raw = data.target().stream()
                .filter(target -> wants.get(target) == Output.Target.RAW)
                .collect(Collectors.toSet());
        Table inputs = split.train().without(noInputs());
        return new Run(this, split, Features.fit(inputs, data.target(), raw));
    }

    private List<String> noInputs() {
        RowWeights weights = data.weights();
        return weights == null ? List.of() : weights.columns();
    }

    /** The data, its targets read as classes where the output predicts classes, as numbers where it predicts numbers. */
    private DataSpec typed(Map<String, Output.Target> wants) {
        Map<String, ColumnType> columns = new TreeMap<>(data.columns());
        wants.forEach((target, as) ->
                columns.put(target, as == Output.Target.CLASSES ? ColumnType.CATEGORICAL : ColumnType.NUMERIC));
        noInputs().forEach(weight -> columns.put(weight, ColumnType.NUMERIC));
        return data.columns(columns);
    }
}
