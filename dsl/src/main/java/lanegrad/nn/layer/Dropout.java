package lanegrad.nn.layer;

import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.DropoutMask;
import lanegrad.kernels.pointwise.Step;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/**
 * Drops a share of the units at each training step, so that the others learn to do without them.
 *
 * <p>Inverted, training scales up those that stay, by 1 / (1 - rate), and prediction does nothing (Liquet, Moka, Nazarathy,
 * (5.47)-(5.48)); otherwise training leaves them, and prediction scales all down, by 1 - rate (5.45)-(5.46).
 *
 * @param rate the share dropped, at least 0 and below 1
 * @param inverted whether the scaling is done in training
 */
public record Dropout(double rate, boolean inverted) implements LayerSpec {
    /** 1 for what stays, 0 for what is dropped, whatever the mask's scale. */
    private static final Step KEPT = new Step(0, 0, 1);

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

    /** Inverted. */
    public Dropout(double rate) {
        this(rate, true);
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
            if (rate == 0) {
                return x;
            }
            if (step == null) {
                return inverted ? x : x.scale((float) (1 - rate));
            }
            Var mask = x.tape().apply(new DropoutMask(key, (float) rate, x.shape()), step);
            return x.times(inverted ? mask : mask.map(KEPT));
        };
    }
}
