package lanegrad.nn.layer;

import java.util.List;
import java.util.function.Supplier;
import lanegrad.autodiff.Var;
import lanegrad.nn.InputColumn;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.nn.Sequence;
import lanegrad.tensor.Shape;

/**
 * Layers whose inner values training doesn't keep for the derivative but computes again: the same bits in less memory, for
 * the price of a second forward pass (Goodfellow et al., section 6.5.3).
 *
 * <p>Of n layers in about sqrt(n) of these, about 2 sqrt(n) values are kept at a time instead of n. They may lie in each
 * other.
 *
 * @param layers in order
 */
public record Recomputed(List<LayerSpec> layers) implements LayerSpec {
    /** Copies the list. */
    public Recomputed {
        layers = List.copyOf(layers);
    }

    @Override
    public Shape shape(Shape in) {
        return new Sequence(layers).shape(in);
    }

    @Override
    public LayerSpec resolve(List<InputColumn> columns) {
        return new Recomputed(new Sequence(layers).resolve(columns).layers());
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Layer inner = new Sequence(layers).build(in, scope);
        return (x, pass) ->
                pass.step() == null ? inner.forward(x, pass) : x.tape().recomputed(new Piece(inner, x, pass));
    }

    /** Records the layers, the first time in the pass itself. */
    private static final class Piece implements Supplier<Var> {
        private final Layer layers;
        private final Var x;
        private Pass pass;

        Piece(Layer layers, Var x, Pass pass) {
            this.layers = layers;
            this.x = x;
            this.pass = pass;
        }

        @Override
        public Var get() {
            Pass now = pass;
            pass = pass.again();
            return layers.forward(x, now);
        }
    }
}
