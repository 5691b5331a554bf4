package lanegrad.nn;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Layers one after another; each runs under its path, which errors and listings show.
 *
 * @param layers in order
 */
public record Sequence(List<LayerSpec> layers) implements LayerSpec {
    /** Copies the list. */
    public Sequence {
        layers = List.copyOf(layers);
    }

    @Override
    public Shape shape(Shape in) {
        Shape shape = in;
        for (int i = 0; i < layers.size(); i++) {
            shape = shapeAfter(i, shape);
        }
        return shape;
    }

    /**
     * The shape after one layer.
     *
     * @throws ShapeException if the layer can't take the shape; names the layer by its place
     */
    public Shape shapeAfter(int layer, Shape in) {
        try {
            return layers.get(layer).shape(in);
        } catch (ShapeException e) {
            throw new ShapeException("layer " + place(layer) + ": " + e.getMessage());
        }
    }

    /** A layer's place in this sequence, such as {@code 2.dense}. */
    public String place(int layer) {
        return layer + "." + layers.get(layer).name();
    }

    @Override
    public Sequence resolve(List<InputColumn> columns) {
        return new Sequence(layers.stream().map(layer -> layer.resolve(columns)).toList());
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        List<Layer> built = new ArrayList<>();
        List<String> places = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        Shape shape = in;
        for (int i = 0; i < layers.size(); i++) {
            Scope part = scope.part(place(i));
            Shape next = shapeAfter(i, shape);
            built.add(layers.get(i).build(shape, part));
            places.add(place(i));
            paths.add(part.path());
            shape = next;
        }
        return (x, pass) -> {
            Var value = x;
            for (int i = 0; i < built.size(); i++) {
                Var input = value;
                Layer layer = built.get(i);
                value = x.tape().labelled(places.get(i), () -> layer.forward(input, pass));
                pass.observer().layer(paths.get(i), value);
            }
            return value;
        };
    }
}
