package lanegrad.nn.layer;

import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.NormalNoise;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;

/**
 * Adds Gaussian noise at each training step, x + deviation e with e of mean 0 and variance 1; prediction has none.
 *
 * @param deviation the standard deviation of the noise
 */
public record Noise(double deviation) implements LayerSpec {
    /**
     * Checks the deviation.
     *
     * @throws IllegalArgumentException if it is below 0
     */
    public Noise {
        Require.atLeast("noise: deviation", 0, deviation);
    }

    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        long key = scope.key("noise");
        return (x, pass) -> {
            Var step = pass.step();
            if (step == null || deviation == 0) {
                return x;
            }
            return x.plus(x.tape().apply(new NormalNoise(key, x.shape()), step).scale((float) deviation));
        };
    }
}
