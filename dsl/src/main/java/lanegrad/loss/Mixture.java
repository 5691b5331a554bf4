package lanegrad.loss;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.tensor.Shape;

/**
 * Numbers from one of several normal distributions, nobody knows which: p(y) = sum_i c_i N(y; m_i, 1 / b_i), a mixture
 * density network (Goodfellow et al., section 6.3.2, "Gaussian mixture output"; Bishop, Mixture Density Networks, 1994).
 *
 * <p>The weights are c = softmax, the means n x d, the precisions b = softplus(a) diagonal; the cost is -log p(y) by
 * log-sum-exp over components, so that none underflows. z holds the n logits of c, then all m, then all a.
 *
 * @param components n
 */
public record Mixture(int components) implements Output {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is below 1 or above 1000
     */
    public Mixture {
        if (components < 1 || components > 1000) {
            throw new IllegalArgumentException(
                    "mixture: components must be at least 1 and at most 1000, but is " + components);
        }
    }

    /** Three components. */
    public Mixture() {
        this(3);
    }

    @Override
    public int units(int size) {
        return components * (1 + 2 * size);
    }

    @Override
    public Target target() {
        return Target.NUMBERS;
    }

    @Override
    public Var cost(Var z, Var y) {
        int size = y.shape().columns();
        int rows = y.shape().rows();
        Var logits = logits(z);
        Var precision = part(z, 1, size).map(new Softplus());
        Var error = y.reshape(Shape.of(rows, 1, size)).minus(part(z, 0, size));
        Var squares = error.square().times(precision).minus(precision.map(new Log()));
        Var density = squares.sumTo(Shape.of(rows, components, 1))
                .reshape(Shape.of(rows, components))
                .map(new Polynomial((float) (-size * Normals.HALF_LOG_TWO_PI), -0.5f));
        return logits.logSumExp().minus(logits.plus(density).logSumExp());
    }

    private Var logits(Var z) {
        return z.slice(1, 0, components);
    }

    /** The means (part 0), or the a of the precisions (part 1): [m, n, d]. */
    private Var part(Var z, int part, int size) {
        int from = components * (1 + part * size);
        return z.slice(1, from, from + components * size)
                .reshape(Shape.of(z.shape().rows(), components, size));
    }

    @Override
    public Var mean(Var z) {
        int rows = z.shape().rows();
        int size = size(z.shape().columns());
        Var weights = logits(z).softmax().reshape(Shape.of(rows, components, 1));
        return weights.times(part(z, 0, size)).sumTo(Shape.of(rows, 1, size)).reshape(Shape.of(rows, size));
    }

    private int size(int parameters) {
        return (parameters / components - 1) / 2;
    }

    @Override
    public boolean learnsSpread() {
        return true;
    }

    @Override
    public Distribution distribution(double[] z) {
        int size = size(z.length);
        double largest = Arrays.stream(z, 0, components).max().orElseThrow();
        double[] weights = new double[components];
        double sum = 0;
        for (int i = 0; i < components; i++) {
            weights[i] = StrictMath.exp(z[i] - largest);
            sum += weights[i];
        }
        Normals[] parts = new Normals[components];
        for (int i = 0; i < components; i++) {
            weights[i] /= sum;
            int from = components + i * size;
            double[] deviations = new double[size];
            for (int j = 0; j < size; j++) {
                deviations[j] = 1 / Math.sqrt(new Softplus().at(z[from + components * size + j]));
            }
            parts[i] = new Normals(Arrays.copyOfRange(z, from, from + size), deviations);
        }
        return new Blend(weights, parts);
    }
}
