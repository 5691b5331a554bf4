package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lanegrad.kernels.Lanes;

/**
 * The vector form of {@link ColumnNorm}: whole vectors of all rows, and then what is left of the rows in masked ones.
 *
 * <p>Each works on n columns from the first on, and returns how many of them it has done.
 */
final class ColumnNormLanes {
    private ColumnNormLanes() {}

    static int forward(ColumnNorm.Forward s, int first, int n, float[] a) {
        float[] x = s.x;
        float[] y = s.y;
        int end = s.rows * s.columns;
        int m = s.mo + first;
        int b = s.bo + first;
        int whole = n - n % LENGTH;
        for (int i = first; i < end && whole > 0; i += s.columns) {
            for (int j = 0; j < whole; j += LENGTH) {
                FloatVector.fromArray(FLOATS, x, s.xo + i + j)
                        .sub(FloatVector.fromArray(FLOATS, s.mean, m + j))
                        .fma(FloatVector.fromArray(FLOATS, a, j), FloatVector.fromArray(FLOATS, s.beta, b + j))
                        .intoArray(y, s.yo + i + j);
            }
        }
        if (!Lanes.masked(n)) {
            return whole;
        }
        VectorMask<Float> tail = FLOATS.indexInRange(whole, n);
        FloatVector mean = FloatVector.fromArray(FLOATS, s.mean, m + whole, tail);
        FloatVector factor = FloatVector.fromArray(FLOATS, a, whole, tail);
        FloatVector beta = FloatVector.fromArray(FLOATS, s.beta, b + whole, tail);
        for (int i = first + whole; i < end; i += s.columns) {
            FloatVector.fromArray(FLOATS, x, s.xo + i, tail)
                    .sub(mean)
                    .fma(factor, beta)
                    .intoArray(y, s.yo + i, tail);
        }
        return n;
    }

    static int add(ColumnNorm.Backward s, int first, int n) {
        float[] x = s.x;
        float[] dy = s.dy;
        float[] sums = s.dgamma;
        int end = s.rows * s.columns;
        int so = s.dgo + first;
        int m = s.mo + first;
        int whole = n - n % LENGTH;
        for (int i = first; i < end && whole > 0; i += s.columns) {
            for (int j = 0; j < whole; j += LENGTH) {
                FloatVector difference = FloatVector.fromArray(FLOATS, x, s.xo + i + j)
                        .sub(FloatVector.fromArray(FLOATS, s.mean, m + j));
                FloatVector.fromArray(FLOATS, dy, s.dyo + i + j)
                        .fma(difference, FloatVector.fromArray(FLOATS, sums, so + j))
                        .intoArray(sums, so + j);
            }
        }
        if (!Lanes.masked(n)) {
            return whole;
        }
        VectorMask<Float> tail = FLOATS.indexInRange(whole, n);
        FloatVector mean = FloatVector.fromArray(FLOATS, s.mean, m + whole, tail);
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int i = first + whole; i < end; i += s.columns) {
            FloatVector difference =
                    FloatVector.fromArray(FLOATS, x, s.xo + i, tail).sub(mean);
            sum = FloatVector.fromArray(FLOATS, dy, s.dyo + i, tail).fma(difference, sum);
        }
        sum.intoArray(sums, so + whole, tail);
        return n;
    }

    static int backward(ColumnNorm.Backward s, int first, int n, float[] a, float[] b, float[] c) {
        float[] x = s.x;
        float[] dy = s.dy;
        float[] y = s.y;
        int end = s.rows * s.columns;
        int m = s.mo + first;
        int whole = n - n % LENGTH;
        for (int i = first; i < end && whole > 0; i += s.columns) {
            for (int j = 0; j < whole; j += LENGTH) {
                FloatVector inner = FloatVector.fromArray(FLOATS, x, s.xo + i + j)
                        .sub(FloatVector.fromArray(FLOATS, s.mean, m + j))
                        .fma(FloatVector.fromArray(FLOATS, b, j), FloatVector.fromArray(FLOATS, c, j));
                FloatVector.fromArray(FLOATS, dy, s.dyo + i + j)
                        .fma(FloatVector.fromArray(FLOATS, a, j), inner)
                        .intoArray(y, s.yo + i + j);
            }
        }
        if (!Lanes.masked(n)) {
            return whole;
        }
        VectorMask<Float> tail = FLOATS.indexInRange(whole, n);
        FloatVector mean = FloatVector.fromArray(FLOATS, s.mean, m + whole, tail);
        FloatVector ofDy = FloatVector.fromArray(FLOATS, a, whole, tail);
        FloatVector ofX = FloatVector.fromArray(FLOATS, b, whole, tail);
        FloatVector shift = FloatVector.fromArray(FLOATS, c, whole, tail);
        for (int i = first + whole; i < end; i += s.columns) {
            FloatVector inner =
                    FloatVector.fromArray(FLOATS, x, s.xo + i, tail).sub(mean).fma(ofX, shift);
            FloatVector.fromArray(FLOATS, dy, s.dyo + i, tail).fma(ofDy, inner).intoArray(y, s.yo + i, tail);
        }
        return n;
    }
}
