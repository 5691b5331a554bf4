package lanegrad.nn.layer;

import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.DropoutMask;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/**
 * Drops a share of the units at each training step and scales up the others (Liquet, Moka, Nazarathy, (5.47)-(5.48)).
 *
 * @param rate the share dropped, at least 0 and below 1
 */
public record Dropout(double rate) implements LayerSpec {
    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if the rate is below 0 or not below 1
     */
    public Dropout {
        Require.atLeast("dropout: rate", 0, rate);
        Require.below("dropout: rate", 1, rate);
    }

    /** Half of the units dropped. */
    public Dropout() {
        this(0.5);
    }

    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        long key = scope.key("dropout");
        return (x, pass) -> {
            Var step = pass.step();
            if (step == null || rate == 0) {
                return x;
            }
            return x.times(x.tape().apply(new DropoutMask(key, (float) rate, x.shape()), step));
        };
    }
}
