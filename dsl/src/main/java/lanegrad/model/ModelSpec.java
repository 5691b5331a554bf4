package lanegrad.model;

import java.util.List;
import java.util.function.Function;
import lanegrad.data.Feature;
import lanegrad.data.Features;
import lanegrad.loss.Auto;
import lanegrad.loss.Output;
import lanegrad.nn.InputColumn;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Sequence;

/**
 * The description of a network: its hidden layers in order and what it predicts. The last layer follows from the output.
 *
 * <pre>{@code
 * ModelSpec spec = ModelSpec.of(layers -> layers.dense(128).relu().dropout(0.2)).output(new Categorical());
 * }</pre>
 *
 * @param layers the hidden layers
 * @param output the distribution that is predicted
 */
public record ModelSpec(List<LayerSpec> layers, Output output) {
    /** Copies the list. */
    public ModelSpec {
        layers = List.copyOf(layers);
    }

    /** Hidden layers, spelled by fluent calls; the output is chosen by the data. */
    public static ModelSpec of(Function<Stack, Stack> layers) {
        return new ModelSpec(layers.apply(new Stack()).layers(), new Auto());
    }

    /**
     * The same with what layers have to know about the columns of the data filled in.
     *
     * @throws lanegrad.tensor.ShapeException if a layer names a column that isn't there
     */
    public ModelSpec resolve(Features features) {
        List<InputColumn> columns = features.inputs().stream()
                .map(feature -> new InputColumn(
                        feature.name(), feature.inputs().size(), feature instanceof Feature.Categorical))
                .toList();
        return new ModelSpec(new Sequence(layers).resolve(columns).layers(), output);
    }

    /** The same layers with another output. */
    public ModelSpec output(Output distribution) {
        return new ModelSpec(layers, distribution);
    }
}
