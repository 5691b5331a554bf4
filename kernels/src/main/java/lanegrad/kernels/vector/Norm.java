package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Cpu;
import lanegrad.kernels.Tiles;

/** The squared Euclidean norm x1^2 + ... + xn^2 in double precision: no float's square overflows. */
public final class Norm {
    private static final int BLOCK = 4096;
    private static final int FEW = 8;
    private static final int ACCUMULATORS = 32;

    private static final ThreadLocal<Job> OF_THREAD = ThreadLocal.withInitial(Job::new);
    private static final ThreadLocal<double[]> ACCUMULATORS_OF_THREAD =
            ThreadLocal.withInitial(() -> new double[ACCUMULATORS]);

    private Norm() {}

    /** The sum of squares of n elements from the offset. */
    public static double squared(float[] x, int offset, int n) {
        return n <= BLOCK ? block(x, offset, n) : OF_THREAD.get().over(x, offset, n);
    }

    /** The blocks of a long array, in the memory of a thread. */
    private static final class Job implements Tiles.Body {
        private static final float[] NONE = {};

        private float[] x = NONE;
        private int xo;
        private int n;
        private double[] sums = {};

        double over(float[] x, int xo, int n) {
            int count = (n - 1) / BLOCK + 1;
            if (sums.length < count) {
                sums = new double[count];
            }
            this.x = x;
            this.xo = xo;
            this.n = n;
            if (count < FEW) {
                for (int i = 0; i < count; i++) {
                    run(i);
                }
            } else {
                Tiles.run(count, this);
            }
            this.x = NONE;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += sums[i];
            }
            return sum;
        }

        @Override
        public void run(int i) {
            sums[i] = block(x, xo + i * BLOCK, Math.min(BLOCK, n - i * BLOCK));
        }
    }

    private static double block(float[] x, int xo, int n) {
        double[] sums = ACCUMULATORS_OF_THREAD.get();
        Arrays.fill(sums, 0);
        int done = Cpu.VECTORS ? OnLanes.add(x, xo, n, sums) : 0;
        for (int i = done; i < n; i++) {
            double value = x[xo + i];
            sums[i % ACCUMULATORS] += value * value;
        }
        for (int half = ACCUMULATORS / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[0];
    }

    private static final class OnLanes {
        private static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);

        private OnLanes() {}

        static int add(float[] x, int xo, int n, double[] sums) {
            int length = DOUBLES.length();
            int whole = n - n % ACCUMULATORS;
            for (int part = 0; part < ACCUMULATORS; part += 2 * length) {
                DoubleVector a = DoubleVector.zero(DOUBLES);
                DoubleVector b = a;
                for (int i = part; i < whole; i += ACCUMULATORS) {
                    FloatVector floats = FloatVector.fromArray(FLOATS, x, xo + i);
                    DoubleVector low = (DoubleVector) floats.convert(VectorOperators.F2D, 0);
                    DoubleVector high = (DoubleVector) floats.convert(VectorOperators.F2D, 1);
                    a = a.add(low.mul(low));
                    b = b.add(high.mul(high));
                }
                a.intoArray(sums, part);
                b.intoArray(sums, part + length);
            }
            return whole;
        }
    }
}
