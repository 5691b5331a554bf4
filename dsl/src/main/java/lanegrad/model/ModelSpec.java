package lanegrad.model;

import java.util.List;
import java.util.function.Function;
import lanegrad.loss.Auto;
import lanegrad.loss.Output;
import lanegrad.nn.LayerSpec;

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

    /** The same layers with another output. */
    public ModelSpec output(Output distribution) {
        return new ModelSpec(layers, distribution);
    }
}
