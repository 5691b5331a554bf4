package lanegrad.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanegrad.autodiff.Parameter;
import lanegrad.kernels.pointwise.Identity;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.Sequence;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.BatchNorm;
import lanegrad.nn.layer.Dense;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * A model without its batch normalisation, which after an affine layer is affine in prediction: W' = W gamma / s and
 * b' = (b - m) gamma / s + beta, with s = sqrt(v + epsilon) (Liquet, Moka, Nazarathy, (5.41)).
 *
 * <p>Only layers that follow one another in the outermost list are folded.
 */
final class Folding {
    private final Map<String, Tensor> old = new LinkedHashMap<>();
    private final Map<String, Tensor> folded = new LinkedHashMap<>();
    private final List<LayerSpec> layers = new ArrayList<>();

    private Folding() {}

    static Model of(Model model) {
        return new Folding().fold(model);
    }

    private Model fold(Model model) {
        for (Parameter parameter : model.parameters()) {
            old.put(parameter.name(), parameter.value());
        }
        Sequence before = model.layers();
        List<LayerSpec> specs = before.layers();
        for (int i = 0; i < specs.size(); i++) {
            String from = before.place(i) + ".";
            if (specs.get(i) instanceof Dense dense
                    && dense.activation().equals(new Activation(new Identity()))
                    && i + 1 < specs.size()
                    && specs.get(i + 1) instanceof BatchNorm norm) {
                layers.add(dense.bias(true));
                merge(from, before.place(i + 1) + ".", norm.epsilon(), dense.units());
                i++;
            } else {
                layers.add(specs.get(i));
                old.forEach((name, value) -> {
                    if (name.startsWith(from)) {
                        folded.put(place() + name.substring(from.length()), value.copy());
                    }
                });
            }
        }
        int last = specs.size() - model.spec().layers().size(); // what follows from the output
        ModelSpec spec = new ModelSpec(layers.subList(0, layers.size() - last), model.output());
        return new Model(spec, model.in().size(0), model.joint().targets(), new Scope(model.seed(), folded));
    }

    private String place() {
        return new Sequence(layers).place(layers.size() - 1) + ".";
    }

    private void merge(String dense, String norm, double epsilon, int units) {
        Tensor weight = value(dense + "weight").copy();
        Tensor bias = old.containsKey(dense + "bias") ? value(dense + "bias").copy() : Tensor.zeros(Shape.of(units));
        for (int j = 0; j < units; j++) {
            double scale = at(norm + "gamma", j) / Math.sqrt(at(norm + "variance", j) + epsilon);
            bias.data()[j] = (float) ((bias.data()[j] - at(norm + "mean", j)) * scale + at(norm + "beta", j));
            for (int i = j; i < weight.count(); i += units) {
                weight.data()[i] *= (float) scale;
            }
        }
        folded.put(place() + "weight", weight);
        folded.put(place() + "bias", bias);
    }

    private Tensor value(String name) {
        Tensor value = old.get(name);
        if (value == null) {
            throw new IllegalStateException("the model has no parameter " + name);
        }
        return value;
    }

    private double at(String name, int unit) {
        return value(name).data()[unit];
    }
}
