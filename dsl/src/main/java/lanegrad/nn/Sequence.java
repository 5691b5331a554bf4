package lanegrad.nn;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;

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
     * @throws LayerException if the layer can't take the shape
     */
    public Shape shapeAfter(int layer, Shape in) {
        return LayerException.at(place(layer), () -> layers.get(layer).shape(in));
    }

    /** A layer's place in this sequence, such as {@code 2.dense}. */
    public String place(int layer) {
        return layer + "." + layers.get(layer).name();
    }

    @Override
    public Sequence resolve(List<InputColumn> columns) {
        List<LayerSpec> resolved = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerSpec layer = layers.get(i);
            resolved.add(LayerException.at(place(i), () -> layer.resolve(columns)));
        }
        return new Sequence(resolved);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        List<Layer> built = new ArrayList<>();
        List<String> places = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        Shape shape = in;
        for (int i = 0; i < layers.size(); i++) {
            Scope part = scope.part(place(i));
            Shape before = shape;
            LayerSpec layer = layers.get(i);
            shape = shapeAfter(i, before);
            built.add(LayerException.at(place(i), () -> layer.build(before, part)));
            places.add(place(i));
            paths.add(part.path());
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
