package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lanegrad.kernels.random.Philox;

/**
 * What can be learnt of a symmetric matrix from its products with vectors alone, such as those of a {@link Hessian}
 * (Goodfellow et al., section 6.4.5: Krylov methods).
 */
public final class Krylov {
    /** A new direction shorter than this share of the matrix's scale is rounding: all directions are exhausted. */
    private static final double EXHAUSTED = 1e-7;

    private Krylov() {}

    /**
     * The x with A x = b, for a symmetric positive definite A, by conjugate gradients.
     *
     * @param a the product of A and a vector
     * @param steps how many products at most
     * @param tolerance at which |b - A x| / |b| to stop
     * @throws ArithmeticException if A isn't positive definite
     */
    public static double[] solve(UnaryOperator<double[]> a, double[] b, int steps, double tolerance) {
        double[] x = new double[b.length];
        double[] residual = b.clone();
        double[] direction = b.clone();
        double squared = dot(b, b);
        double enough = tolerance * tolerance * squared;
        for (int step = 0; step < steps && squared > enough; step++) {
            double[] product = a.apply(direction);
            double curvature = dot(direction, product);
            if (!(curvature > 0)) {
                throw new ArithmeticException("conjugate gradients: the matrix isn't positive definite: step " + step
                        + " found the curvature " + curvature + "; add a multiple of the identity");
            }
            double length = squared / curvature;
            axpy(length, direction, x);
            axpy(-length, product, residual);
            double next = dot(residual, residual);
            for (int i = 0; i < direction.length; i++) {
                direction[i] = residual[i] + next / squared * direction[i];
            }
            squared = next;
        }
        return x;
    }

    /**
     * Approximate eigenvalues of a symmetric matrix in ascending order, by Lanczos' iteration from a random vector; the
     * outermost converge first.
     *
     * @param a the product of the matrix and a vector
     * @param n the number of rows
     * @param steps how many products, at most n
     * @param seed of the random vector
     * @return one for each step, or fewer if the vector's directions are exhausted
     */
    public static double[] eigenvalues(UnaryOperator<double[]> a, int n, int steps, long seed) {
        List<double[]> basis = new ArrayList<>();
        List<Double> diagonal = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        double[] next = random(n, seed);
        double scale = 0;
        double length = Math.sqrt(dot(next, next));
        while (basis.size() < Math.min(steps, n) && length > EXHAUSTED * scale) {
            if (!basis.isEmpty()) {
                beside.add(length);
            }
            double[] unit = new double[n];
            axpy(1 / length, next, unit);
            basis.add(unit);
            next = a.apply(unit);
            double alpha = dot(unit, next);
            diagonal.add(alpha);
            scale = Math.max(scale, Math.max(Math.abs(alpha), Math.sqrt(dot(next, next))));
            // Twice is enough to keep the basis orthogonal to the last digit.
            for (int pass = 0; pass < 2; pass++) {
                for (double[] known : basis) {
                    axpy(-dot(known, next), known, next);
                }
            }
            length = Math.sqrt(dot(next, next));
        }
        return tridiagonalEigenvalues(
                diagonal.stream().mapToDouble(Double::doubleValue).toArray(),
                beside.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** By bisection: how many eigenvalues lie below a number is the number of negative pivots. */
    private static double[] tridiagonalEigenvalues(double[] diagonal, double[] beside) {
        double bound = 0;
        for (int i = 0; i < diagonal.length; i++) {
            double row = Math.abs(diagonal[i]);
            row += i > 0 ? beside[i - 1] : 0;
            row += i < beside.length ? beside[i] : 0;
            bound = Math.max(bound, row);
        }
        double[] eigenvalues = new double[diagonal.length];
        for (int k = 0; k < eigenvalues.length; k++) {
            double low = -bound;
            double high = bound;
            for (double middle = 0; low < middle && middle < high; middle = low + (high - low) / 2) {
                if (below(middle, diagonal, beside) > k) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            eigenvalues[k] = high;
        }
        return eigenvalues;
    }

    private static int below(double x, double[] diagonal, double[] beside) {
        int negative = 0;
        double pivot = 1;
        for (int i = 0; i < diagonal.length; i++) {
            double square = i == 0 ? 0 : beside[i - 1] * beside[i - 1];
            pivot = diagonal[i] - x - square / pivot;
            pivot = pivot == 0 ? Double.MIN_NORMAL : pivot;
            negative += pivot < 0 ? 1 : 0;
        }
        return negative;
    }

    private static double[] random(int n, long seed) {
        float[] normal = new float[n];
        Philox.normal(Philox.key(seed, "lanczos"), 0, normal, 0, n);
        double[] vector = new double[n];
        for (int i = 0; i < n; i++) {
            vector[i] = normal[i];
        }
        return vector;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** y += factor * x. */
    private static void axpy(double factor, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += factor * x[i];
        }
    }
}
