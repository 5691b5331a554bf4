package lanegrad.kernels.vector;

import static lanegrad.kernels.Lanes.FLOATS;

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

    private Norm() {}

    /** The sum of squares of n elements from the offset. */
    public static double squared(float[] x, int offset, int n) {
        if (n <= BLOCK) {
            return block(x, offset, n);
        }
        double[] sums = new double[(n - 1) / BLOCK + 1];
        if (sums.length < FEW) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = block(x, offset + i * BLOCK, Math.min(BLOCK, n - i * BLOCK));
            }
        } else {
            Tiles.run(sums.length, i -> sums[i] = block(x, offset + i * BLOCK, Math.min(BLOCK, n - i * BLOCK)));
        }
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }

    private static double block(float[] x, int xo, int n) {
        double[] sums = new double[ACCUMULATORS];
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
