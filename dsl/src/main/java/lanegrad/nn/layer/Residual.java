package lanegrad.nn.layer;

import java.util.List;
import lanegrad.nn.InputColumn;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.Sequence;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * x + f(x): layers whose input is added to their output, which must have its shape (Goodfellow et al., section 6.3.1,
 * skip connections).
 *
 * @param layers f, in order
 */
public record Residual(List<LayerSpec> layers) implements LayerSpec {
    /** Copies the list. */
    public Residual {
        layers = List.copyOf(layers);
    }

    @Override
    public Shape shape(Shape in) {
        Shape out = new Sequence(layers).shape(in);
        if (!out.equals(in)) {
            throw new ShapeException(
                    "residual: the layers turn %s into %s, which can't be added to the input; end them with dense: %d"
                            .formatted(in, out, in.size(-1)));
        }
        return in;
    }

    @Override
    public LayerSpec resolve(List<InputColumn> columns) {
        return new Residual(new Sequence(layers).resolve(columns).layers());
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Layer inner = new Sequence(layers).build(in, scope);
        return (x, pass) -> x.plus(inner.forward(x, pass));
    }
}
