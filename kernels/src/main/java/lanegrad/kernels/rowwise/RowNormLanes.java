package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lanegrad.kernels.Lanes;

/**
 * The vector form of {@link RowNorm}: whole vectors of all rows of a tile, and then what is left of the rows in masked ones.
 * All rows go in one method, as a call for each would cost as much as a short row.
 *
 * <p>What writes returns how many columns it has done.
 */
final class RowNormLanes {
    private static final int PARTS = RowMoments.PARTS;

    private RowNormLanes() {}

    /** Returns how many rows it has done. */
    static int scales(RowNorm.Job s, int row, int count, float[] scales) {
        int i = 0;
        for (; i <= count - LENGTH; i += LENGTH) {
            FloatVector deviation = FloatVector.fromArray(FLOATS, s.variance, s.vo + row + i)
                    .add(s.epsilon)
                    .sqrt();
            FloatVector.broadcast(FLOATS, 1).div(deviation).intoArray(scales, i);
        }
        return i;
    }

    static int forward(RowNorm.Forward s, int row, int count, float[] scales) {
        float[] x = s.x;
        float[] y = s.y;
        int whole = s.columns - s.columns % LENGTH;
        for (int i = 0; i < count && whole > 0; i++) {
            int at = s.in(row + i);
            int to = s.out(row + i);
            float m = s.mean[s.mo + row + i];
            float r = scales[i];
            for (int j = 0; j < whole; j += LENGTH) {
                FloatVector beta = FloatVector.fromArray(FLOATS, s.other, s.oo + j);
                FloatVector h = FloatVector.fromArray(FLOATS, x, at + j).sub(m).mul(r);
                h.fma(FloatVector.fromArray(FLOATS, s.gamma, s.go + j), beta).intoArray(y, to + j);
            }
        }
        if (!Lanes.masked(s.columns)) {
            return whole;
        }
        VectorMask<Float> tail = FLOATS.indexInRange(whole, s.columns);
        FloatVector gamma = FloatVector.fromArray(FLOATS, s.gamma, s.go + whole, tail);
        FloatVector beta = FloatVector.fromArray(FLOATS, s.other, s.oo + whole, tail);
        for (int i = 0; i < count; i++) {
            FloatVector.fromArray(FLOATS, x, s.in(row + i) + whole, tail)
                    .sub(s.mean[s.mo + row + i])
                    .mul(scales[i])
                    .fma(gamma, beta)
                    .intoArray(y, s.out(row + i) + whole, tail);
        }
        return s.columns;
    }

    /** The sums of g and of g (x - m) in the rows from one on. */
    static void sums(RowNorm.Backward s, Exponentials e, int row, int from, int count) {
        float[] x = s.x;
        float[] dy = s.other;
        float[] gamma = s.gamma;
        int go = s.go;
        int whole = s.columns - s.columns % PARTS;
        for (int i = from; i < count; i++) {
            int at = s.in(row + i);
            int slope = s.oo + (row + i) * s.columns;
            float m = s.mean[s.mo + row + i];
            for (int part = 0; part < PARTS; part += LENGTH) {
                FloatVector sum = FloatVector.zero(FLOATS);
                FloatVector product = sum;
                for (int j = part; j < whole; j += PARTS) {
                    FloatVector g = FloatVector.fromArray(FLOATS, dy, slope + j)
                            .mul(FloatVector.fromArray(FLOATS, gamma, go + j));
                    sum = sum.add(g);
                    product = g.fma(FloatVector.fromArray(FLOATS, x, at + j).sub(m), product);
                }
                sum.intoArray(e.total, part);
                product.intoArray(e.block, part);
            }
            s.add(row + i, whole, e.total, e.block);
            e.sums[i] = Exponentials.fold(e.total, 0);
            e.products[i] = Exponentials.fold(e.block, 0);
        }
    }

    static int backward(RowNorm.Backward s, int row, int count, Exponentials e) {
        float[] x = s.x;
        float[] y = s.y;
        float[] dy = s.other;
        int whole = s.columns - s.columns % LENGTH;
        for (int i = 0; i < count && whole > 0; i++) {
            int at = s.in(row + i);
            int slope = s.oo + (row + i) * s.columns;
            int to = s.out(row + i);
            float m = s.mean[s.mo + row + i];
            FloatVector along = FloatVector.broadcast(FLOATS, e.products[i]);
            FloatVector across = FloatVector.broadcast(FLOATS, e.sums[i]);
            FloatVector scale = FloatVector.broadcast(FLOATS, e.scales[i]);
            for (int j = 0; j < whole; j += LENGTH) {
                FloatVector inner =
                        FloatVector.fromArray(FLOATS, x, at + j).sub(m).fma(along, across);
                FloatVector.fromArray(FLOATS, dy, slope + j)
                        .mul(FloatVector.fromArray(FLOATS, s.gamma, s.go + j))
                        .fma(scale, inner)
                        .intoArray(y, to + j);
            }
        }
        if (!Lanes.masked(s.columns)) {
            return whole;
        }
        VectorMask<Float> tail = FLOATS.indexInRange(whole, s.columns);
        FloatVector gamma = FloatVector.fromArray(FLOATS, s.gamma, s.go + whole, tail);
        for (int i = 0; i < count; i++) {
            FloatVector across = FloatVector.broadcast(FLOATS, e.sums[i]);
            FloatVector inner = FloatVector.fromArray(FLOATS, x, s.in(row + i) + whole, tail)
                    .sub(s.mean[s.mo + row + i])
                    .fma(FloatVector.broadcast(FLOATS, e.products[i]), across);
            FloatVector.fromArray(FLOATS, dy, s.oo + (row + i) * s.columns + whole, tail)
                    .mul(gamma)
                    .fma(FloatVector.broadcast(FLOATS, e.scales[i]), inner)
                    .intoArray(y, s.out(row + i) + whole, tail);
        }
        return s.columns;
    }
}
