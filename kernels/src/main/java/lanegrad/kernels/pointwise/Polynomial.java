package lanegrad.kernels.pointwise;

import static lanegrad.kernels.Lanes.FLOATS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A polynomial c0 + c1 x + c2 x^2 + ..., by Horner's scheme with one rounding a step.
 *
 * <p>{@code Polynomial(b, a)} is the line a x + b, {@code Polynomial(0, -1)} the negative. Its slope is a polynomial.
 *
 * @param coefficients from the constant upwards; zeros at the end are dropped
 */
public record Polynomial(float... coefficients) implements Pointwise {
    /**
     * Copies the coefficients.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Polynomial {
        if (coefficients.length == 0) {
            throw new IllegalArgumentException("Polynomial: expected at least one coefficient, got none");
        }
        int n = coefficients.length;
        while (n > 1 && coefficients[n - 1] == 0) {
            n--;
        }
        coefficients = Arrays.copyOf(coefficients, n);
    }

    @Override
    public float[] coefficients() {
        return coefficients.clone();
    }

    @Override
    public double at(double x) {
        double y = coefficients[coefficients.length - 1];
        for (int k = coefficients.length - 2; k >= 0; k--) {
            float c = coefficients[k];
            y = c == 0 ? y * x : y * x + c;
        }
        return y;
    }

    @Override
    public float at(float x) {
        float y = coefficients[coefficients.length - 1];
        for (int k = coefficients.length - 2; k >= 0; k--) {
            y = Math.fma(y, x, term(k));
        }
        return y;
    }

    @Override
    public boolean isShort() {
        return coefficients.length <= 3;
    }

    @Override
    public Lane lane() {
        return from(0);
    }

    /** The polynomial of the coefficients from the k-th on. */
    private Lane from(int k) {
        return switch (coefficients.length - k) {
            case 1 -> new Constant(coefficients[k]);
            case 2 -> new Line(term(k + 1), term(k));
            case 3 -> new Parabola(term(k + 2), term(k + 1), term(k));
            case 4 -> new Cubic(term(k + 3), term(k + 2), term(k + 1), term(k));
            default -> new Longer(from(k + 4), term(k + 3), term(k + 2), term(k + 1), term(k));
        };
    }

    /** What Horner's scheme adds: not +0, which would lose the sign of a zero. */
    private float term(int k) {
        return coefficients[k] == 0 ? -0f : coefficients[k];
    }

    @Override
    public Polynomial slope() {
        if (coefficients.length == 1) {
            return new Polynomial(0);
        }
        float[] c = new float[coefficients.length - 1];
        for (int k = 0; k < c.length; k++) {
            c[k] = (k + 1) * coefficients[k + 1];
        }
        return new Polynomial(c);
    }

    /** The sum of both polynomials. */
    Polynomial plus(Polynomial other) {
        float[] c = new float[Math.max(coefficients.length, other.coefficients.length)];
        for (int k = 0; k < c.length; k++) {
            c[k] = coefficient(k) + other.coefficient(k);
        }
        return new Polynomial(c);
    }

    /** The product of both polynomials. */
    Polynomial times(Polynomial other) {
        float[] c = new float[coefficients.length + other.coefficients.length - 1];
        for (int k = 0; k < coefficients.length; k++) {
            for (int l = 0; l < other.coefficients.length; l++) {
                c[k + l] += coefficients[k] * other.coefficients[l];
            }
        }
        return new Polynomial(c);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polynomial that && Arrays.equals(coefficients, that.coefficients);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
        return "Polynomial" + Arrays.toString(coefficients);
    }

    private float coefficient(int k) {
        return k < coefficients.length ? coefficients[k] : 0;
    }

    // One form for each length, without branches or a loop: what the first polynomials of a program leave out, the
    // compiler would not inline for the others, and a vector that a loop carries on may stay an object. Fields of a
    // record are constants to it, elements of an array are not. Written out, without a method of ours: late in a longer
    // function the compiler inlines no more of them.

    private record Constant(float c0) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return FloatVector.broadcast(FLOATS, c0);
        }
    }

    private record Line(float c1, float c0) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return Fma.of(x, c1, c0);
        }
    }

    record Parabola(float c2, float c1, float c0) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x.fma(c2, c1).fma(x, FloatVector.broadcast(FLOATS, c0));
        }
    }

    record Cubic(float c3, float c2, float c1, float c0) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return x.fma(c3, c2).fma(x, FloatVector.broadcast(FLOATS, c1)).fma(x, FloatVector.broadcast(FLOATS, c0));
        }
    }

    private record Longer(Lane higher, float c3, float c2, float c1, float c0) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return higher.at(x)
                    .fma(x, FloatVector.broadcast(FLOATS, c3))
                    .fma(x, FloatVector.broadcast(FLOATS, c2))
                    .fma(x, FloatVector.broadcast(FLOATS, c1))
                    .fma(x, FloatVector.broadcast(FLOATS, c0));
        }
    }
}
