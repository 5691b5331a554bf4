package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Lanes;

/** The gradient of {@link RowNorm} by gamma: the sum of dy (x - mean) / deviation over the rows, from the first on. */
final class RowNormSlopes extends ColumnJob {
    private static final ThreadLocal<RowNormSlopes> OF_THREAD = ThreadLocal.withInitial(RowNormSlopes::new);

    private float[] mean = NONE;
    private float[] variance = NONE;
    private float[] dy = NONE;
    private int mo;
    private int vo;
    private int dyo;
    private float epsilon;

    private RowNormSlopes() {}

    static void run(
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            double epsilon,
            float[] dy,
            int dyo,
            float[] dgamma,
            int dgo,
            int rows,
            int columns) {
        RowNormSlopes job = OF_THREAD.get();
        job.mean = mean;
        job.mo = mo;
        job.variance = variance;
        job.vo = vo;
        job.epsilon = (float) epsilon;
        job.dy = dy;
        job.dyo = dyo;
        job.over(x, xo, dgamma, dgo, rows, columns);
    }

    @Override
    void release() {
        mean = NONE;
        variance = NONE;
        dy = NONE;
    }

    @Override
    void columns(int first, int n) {
        Arrays.fill(y, yo + first, yo + first + n, 0);
        int done = Cpu.VECTORS ? OnLanes.add(this, first, n) : 0;
        for (int i = 0; i < rows && done < n; i++) {
            int at = i * columns + first;
            float m = mean[mo + i];
            float r = scale(i);
            for (int j = done; j < n; j++) {
                y[yo + first + j] = Math.fma(dy[dyo + at + j], (x[xo + at + j] - m) * r, y[yo + first + j]);
            }
        }
    }

    private float scale(int row) {
        return RowNorm.scale(variance[vo + row], epsilon);
    }

    /** Whole vectors of all rows, and then what is left of the rows in masked ones. */
    private static final class OnLanes {
        private OnLanes() {}

        static int add(RowNormSlopes s, int first, int n) {
            float[] x = s.x;
            float[] dy = s.dy;
            float[] sums = s.y;
            int so = s.yo + first;
            int whole = n - n % LENGTH;
            for (int i = 0; i < s.rows && whole > 0; i++) {
                int at = i * s.columns + first;
                float m = s.mean[s.mo + i];
                float r = s.scale(i);
                for (int j = 0; j < whole; j += LENGTH) {
                    FloatVector h = FloatVector.fromArray(FLOATS, x, s.xo + at + j)
                            .sub(m)
                            .mul(r);
                    FloatVector.fromArray(FLOATS, dy, s.dyo + at + j)
                            .fma(h, FloatVector.fromArray(FLOATS, sums, so + j))
                            .intoArray(sums, so + j);
                }
            }
            if (!Lanes.masked(n)) {
                return whole;
            }
            VectorMask<Float> tail = FLOATS.indexInRange(whole, n);
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int i = 0, at = first + whole; i < s.rows; i++, at += s.columns) {
                FloatVector h = FloatVector.fromArray(FLOATS, x, s.xo + at, tail)
                        .sub(s.mean[s.mo + i])
                        .mul(s.scale(i));
                sum = FloatVector.fromArray(FLOATS, dy, s.dyo + at, tail).fma(h, sum);
            }
            sum.intoArray(sums, so + whole, tail);
            return n;
        }
    }
}
