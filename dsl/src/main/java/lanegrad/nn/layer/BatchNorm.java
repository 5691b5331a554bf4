package lanegrad.nn.layer;

import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Moments;
import lanegrad.autodiff.op.Normalise;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Sqrt;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Pass;
import lanegrad.nn.Scope;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Batch normalisation (Liquet, Moka, Nazarathy, section 5.6): each unit less its mean and over its standard deviation,
 * then scaled and shifted, gamma (z - m) / sqrt(v + epsilon) + beta (5.39)-(5.40).
 *
 * <p>In training m and v are those of the batch; prediction uses smoothed ones (5.41), which follow the batches:
 * {@code m <- (1 - momentum) m + momentum m_batch}, and v likewise by the unbiased variance. Gradients are (5.42)-(5.44).
 *
 * @param momentum the weight of a batch in the smoothed statistics, above 0 and at most 1
 * @param epsilon keeps the divisor above 0
 */
public record BatchNorm(double momentum, double epsilon) implements LayerSpec {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if momentum is not above 0 or above 1, or epsilon isn't above 0
     */
    public BatchNorm {
        Require.above("batch-norm: momentum", 0, momentum);
        Require.atMost("batch-norm: momentum", 1, momentum);
        Require.above("batch-norm: epsilon", 0, epsilon);
    }

    /** A momentum of 0.1 and an epsilon of 1e-5. */
    public BatchNorm() {
        this(0.1);
    }

    /** An epsilon of 1e-5. */
    public BatchNorm(double momentum) {
        this(momentum, 1e-5);
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("batch-norm: expected a vector of features, got %s; flatten it".formatted(in));
        }
        return in;
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        int units = in.size(0);
        Parameter gamma = scope.bias("gamma", units, 1);
        Parameter beta = scope.bias("beta", units, 0);
        Parameter mean = scope.statistic("mean", units, 0);
        Parameter variance = scope.statistic("variance", units, 1);
        return (z, pass) -> {
            Tape tape = z.tape();
            Var scale = tape.parameter(gamma);
            Var shift = tape.parameter(beta);
            if (pass.step() == null) {
                Var deviation = tape.parameter(variance)
                        .map(new Polynomial((float) epsilon, 1))
                        .map(new Sqrt());
                return z.minus(tape.parameter(mean)).div(deviation).times(scale).plus(shift);
            }
            follow(z, mean, variance, pass);
            return tape.apply(new Normalise(false, epsilon), z, scale, shift);
        };
    }

    private void follow(Var z, Parameter mean, Parameter variance, Pass pass) {
        Var moments = z.tape().apply(new Moments(), z);
        Shape units = mean.value().shape();
        int rows = z.shape().size(0);
        float unbiased = rows > 1 ? rows / (rows - 1f) : 1;
        pass.follow(mean, moments.slice(0, 0, 1).reshape(units), momentum);
        pass.follow(variance, moments.slice(0, 1, 2).reshape(units).scale(unbiased), momentum);
    }
}
