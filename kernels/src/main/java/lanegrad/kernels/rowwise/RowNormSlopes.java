package lanegrad.kernels.rowwise;

import static lanegrad.kernels.Lanes.FLOATS;
import static lanegrad.kernels.Lanes.LENGTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import lanegrad.kernels.Cpu;

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
        for (int i = 0; i < rows; i++) {
            int at = i * columns + first;
            float m = mean[mo + i];
            float r = RowNorm.scale(variance[vo + i], epsilon);
            int done = Cpu.VECTORS && n >= LENGTH ? OnLanes.add(x, xo + at, m, r, dy, dyo + at, y, yo + first, n) : 0;
            for (int j = done; j < n; j++) {
                y[yo + first + j] = Math.fma(dy[dyo + at + j], (x[xo + at + j] - m) * r, y[yo + first + j]);
            }
        }
    }

    private static final class OnLanes {
        private OnLanes() {}

        static int add(float[] x, int xo, float m, float r, float[] dy, int dyo, float[] y, int yo, int n) {
            int j = 0;
            for (; j <= n - LENGTH; j += LENGTH) {
                FloatVector h = FloatVector.fromArray(FLOATS, x, xo + j).sub(m).mul(r);
                FloatVector.fromArray(FLOATS, dy, dyo + j)
                        .fma(h, FloatVector.fromArray(FLOATS, y, yo + j))
                        .intoArray(y, yo + j);
            }
            return j;
        }
    }
}
