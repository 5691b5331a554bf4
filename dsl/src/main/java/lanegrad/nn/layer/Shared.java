package lanegrad.nn.layer;

import java.util.List;
import lanegrad.nn.InputColumn;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.Sequence;
import lanegrad.tensor.Shape;

/**
 * Layers that have the same parameters wherever their name stands (Goodfellow et al., section 6.3.1, shared parameters).
 *
 * @param name the same in each place
 * @param layers the same in each place
 */
public record Shared(String name, List<LayerSpec> layers) implements LayerSpec {
    /** Copies the list. */
    public Shared {
        layers = List.copyOf(layers);
    }

    @Override
    public Shape shape(Shape in) {
        return new Sequence(layers).shape(in);
    }

    @Override
    public LayerSpec resolve(List<InputColumn> columns) {
        return new Shared(name, new Sequence(layers).resolve(columns).layers());
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        return scope.shared(name, new Sequence(layers), in);
    }
}
