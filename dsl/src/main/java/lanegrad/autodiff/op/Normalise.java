package lanegrad.autodiff.op;

import java.util.stream.IntStream;
import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Sqrt;
import lanegrad.kernels.rowwise.ColumnMoments;
import lanegrad.kernels.rowwise.ColumnNorm;
import lanegrad.kernels.rowwise.RowNorm;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * gamma h + beta with h = (x - m) / sqrt(v + epsilon), m and v being mean and variance of each column or of each row:
 * [.., n], [n], [n] -> [.., n].
 *
 * <p>Of columns it is batch normalisation (Liquet, Moka, Nazarathy, (5.39)-(5.40)), of rows layer normalisation.
 *
 * @param rows whether each row has its own mean and variance; else each column of a matrix has
 * @param epsilon keeps the divisor above 0
 */
public record Normalise(boolean rows, double epsilon) implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        Shape units = in[0].rank() == 0 ? Shape.SCALAR : Shape.of(in[0].columns());
        if (in[0].rank() < (rows ? 1 : 2) || (!rows && in[0].rank() > 2)) {
            throw new ShapeException("expected %s, got %s".formatted(rows ? "rows" : "a matrix", in[0]));
        }
        if (!in[1].equals(units) || !in[2].equals(units)) {
            throw new ShapeException(
                    "gamma and beta of %s must be %s, but are %s and %s".formatted(in[0], units, in[1], in[2]));
        }
        return in[0];
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        int columns = shapes[0].columns();
        double[] h = new double[out.length];
        standardise(in[0], columns, h);
        for (int i = 0; i < out.length; i++) {
            out[i] = in[1][i % columns] * h[i] + in[2][i % columns];
        }
    }

    /** Writes h, and returns each element's sqrt(v + epsilon). */
    double[] standardise(double[] x, int columns, double[] h) {
        double[] deviations = new double[x.length];
        for (int group = 0; group < (rows ? x.length / columns : columns); group++) {
            int[] members = members(group, x.length, columns).toArray();
            double mean = IntStream.of(members).mapToDouble(i -> x[i]).average().orElseThrow();
            double variance = IntStream.of(members)
                    .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                    .average()
                    .orElseThrow();
            for (int i : members) {
                deviations[i] = StrictMath.sqrt(variance + epsilon);
                h[i] = (x[i] - mean) / deviations[i];
            }
        }
        return deviations;
    }

    /** The places of what has a mean of its own. */
    IntStream members(int group, int count, int columns) {
        return rows
                ? IntStream.range(group * columns, (group + 1) * columns)
                : IntStream.iterate(group, i -> i < count, i -> i + columns);
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        int m = out.shape().rows();
        int n = out.shape().columns();
        float[] x = in[0].data();
        float[] gamma = in[1].data();
        float[] beta = in[2].data();
        float[] y = out.data();
        float[] mean = new float[rows ? m : n];
        float[] variance = new float[mean.length];
        return rows
                ? () -> RowNorm.forward(x, 0, mean, 0, variance, 0, epsilon, gamma, 0, beta, 0, y, 0, m, n)
                : () -> {
                    ColumnMoments.run(x, 0, mean, 0, variance, 0, m, n);
                    ColumnNorm.forward(x, 0, mean, 0, variance, 0, epsilon, gamma, 0, beta, 0, y, 0, m, n);
                };
    }

    @Override
    public long flops(Shape[] in, Shape out) {
        return 7L * out.count();
    }

    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        int m = out.shape().rows();
        Var gradients = gradient.tape().apply(new NormaliseGradient(this), in[0], in[1], gradient);
        return switch (input) {
            case 0 -> gradients.slice(0, 0, m).reshape(in[0].shape());
            default -> gradients.slice(0, m + input - 1, m + input).reshape(in[input].shape());
        };
    }

    /** The mean of what shares a mean. */
    Var mean(Var x) {
        return x.meanOver(rows ? -1 : 0);
    }

    /** h and s = sqrt(v + epsilon) in operations. */
    Var[] standardised(Var x) {
        Var centred = x.minus(mean(x));
        Var s = mean(centred.square()).map(new Polynomial((float) epsilon, 1)).map(new Sqrt());
        return new Var[] {centred.div(s), s};
    }
}
