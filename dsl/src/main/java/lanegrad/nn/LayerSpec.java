package lanegrad.nn;

import java.util.List;
import lanegrad.autodiff.Op;
import lanegrad.tensor.Shape;

/**
 * The description of a layer: a record that infers its output's shape and becomes a {@link Layer}.
 *
 * <p>Shapes here are those of one example, without the batch: {@code [64]} for 64 features.
 */
public interface LayerSpec {
    /**
     * The shape of one example after this layer.
     *
     * @throws lanegrad.tensor.ShapeException if this layer can't take such an example
     */
    Shape shape(Shape in);

    /**
     * The same layer with what it has to know about the network's input columns filled in.
     *
     * @throws lanegrad.tensor.ShapeException if it names a column that isn't there
     */
    default LayerSpec resolve(List<InputColumn> columns) {
        return this;
    }

    /** Makes the layer for examples of a shape, with its parameters in the scope. */
    Layer build(Shape in, Scope scope);

    /** The name in listings, parameters and messages, such as {@code layer-norm}. */
    default String name() {
        return Op.kebab(getClass().getSimpleName());
    }
}
