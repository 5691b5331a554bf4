package lanegrad.autodiff.op;

import java.util.Arrays;
import lanegrad.autodiff.Var;
import lanegrad.kernels.rowwise.ColumnMoments;
import lanegrad.kernels.rowwise.ColumnNorm;
import lanegrad.kernels.rowwise.RowMoments;
import lanegrad.kernels.rowwise.RowNorm;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * The gradients of {@link Normalise} by x, then by gamma, then by beta, as rows of one matrix: x [.., n], gamma [n] and
 * the output's gradient u [.., n] -> [m + 2, n], x having m rows.
 *
 * <p>With s = sqrt(v + epsilon), beta receives sum u and gamma sum u h over all rows; x receives, with g = gamma u and
 * means over what shares a mean, (g - mean(g) - h mean(g h)) / s (Liquet, Moka, Nazarathy, (5.42)-(5.44)).
 *
 * @param of what it is the gradient of
 */
public record NormaliseGradient(Normalise of) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        of.shape(in[0], in[1], in[1]);
        if (!in[2].equals(in[0])) {
            throw new ShapeException("the gradient must be %s, but is %s".formatted(in[0], in[2]));
        }
        return Shape.of(in[0].rows() + 2, in[0].columns());
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int n = shapes[0].columns();
        int count = in[0].length;
        double[] h = new double[count];
        Arrays.fill(out, 0);
        double[] deviations = of.standardise(in[0], n, h);
        for (int i = 0; i < count; i++) {
            out[count + i % n] += in[2][i] * h[i];
            out[count + n + i % n] += in[2][i];
        }
        for (int group = 0; group < (of.rows() ? count / n : n); group++) {
            int[] members = of.members(group, count, n).toArray();
            double mean = 0;
            double along = 0;
            for (int i : members) {
                mean += in[1][i % n] * in[2][i] / members.length;
                along += in[1][i % n] * in[2][i] * h[i] / members.length;
            }
            for (int i : members) {
                out[i] = (in[1][i % n] * in[2][i] - mean - h[i] * along) / deviations[i];
            }
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        int m = in[0].shape().rows();
        int n = in[0].shape().columns();
        float[] x = in[0].data();
        float[] gamma = in[1].data();
        float[] u = in[2].data();
        float[] y = out.data();
        int beta = (m + 1) * n;
        float[] mean = new float[of.rows() ? m : n];
        float[] variance = new float[mean.length];
        double epsilon = of.epsilon();
        return of.rows()
                ? () -> {
                    RowMoments.run(x, 0, mean, 0, variance, 0, m, n);
                    RowNorm.backward(
                            x, 0, mean, 0, variance, 0, epsilon, gamma, 0, u, 0, y, 0, y, m * n, y, beta, m, n);
                }
                : () -> {
                    ColumnMoments.run(x, 0, mean, 0, variance, 0, m, n);
                    ColumnNorm.backward(
                            x, 0, mean, 0, variance, 0, epsilon, gamma, 0, u, 0, y, 0, y, m * n, y, beta, m, n);
                };
    }

    @Override
    public long flops(Shape[] in, Shape out) {
        return 14L * out.count();
    }

    /**
     * With a, b, c the parts of the gradient of the three outputs, E the mean over what shares a mean and P(w) = w - E(w) - h
     * E(w h): u receives gamma P(a) / s + h b + c, gamma the sum of u P(a) / s, and x receives P(w) / s - h C / s^2, where w =
     * b u - (a E(g h) + g E(a h)) / s and C = E(a P(g)).
     */
    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var x = in[0];
        int m = x.shape().rows();
        Var a = gradient.slice(0, 0, m).reshape(x.shape());
        Var b = gradient.slice(0, m, m + 1).reshape(in[1].shape());
        Var c = gradient.slice(0, m + 1, m + 2).reshape(in[1].shape());
        Var[] standardised = of.standardised(x);
        Var h = standardised[0];
        Var s = standardised[1];
        Var back = projected(a, h).div(s);
        if (input == 1) {
            return in[2].times(back).sumTo(in[1].shape());
        }
        if (input == 2) {
            return in[1].times(back).plus(h.times(b)).plus(c);
        }
        Var g = in[1].times(in[2]);
        Var crossed = a.times(of.mean(g.times(h))).plus(g.times(of.mean(a.times(h))));
        Var w = b.times(in[2]).minus(crossed.div(s));
        Var along = of.mean(a.times(projected(g, h)));
        return projected(w, h).div(s).minus(h.times(along).div(s.square()));
    }

    /** P: what is left of w without its mean and its share along h. */
    private Var projected(Var w, Var h) {
        return w.minus(of.mean(w)).minus(h.times(of.mean(w.times(h))));
    }
}
