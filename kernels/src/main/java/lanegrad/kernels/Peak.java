package lanegrad.kernels;

import jdk.incubator.vector.FloatVector;

/**
 * The yardstick of the other kernels: fused multiply-adds on registers alone, as many at once as the processor can take.
 *
 * <p>Twelve chains run side by side: two units that need four or five cycles each are busy with ten, and with the two
 * factors twelve still fit in sixteen registers.
 */
public final class Peak {
    private static final int CHAINS = 12;

    /** The product of both is added each time: its sums neither overflow nor are slow, denormal numbers. */
    private static final float X = 0x1p-10f;

    private static final float Y = 0x1p-10f;

    /** Of constants C2 makes vectors anew at each use, if it runs short of registers: that halves the speed. */
    private static final float[] FACTORS = {X, Y};

    private Peak() {}

    /** The multiplications and additions in one round. */
    public static int flopsPerRound() {
        return 2 * CHAINS * (Cpu.VECTORS ? Lanes.LENGTH : 1);
    }

    /** Runs the rounds and returns a number that depends on all of them. */
    public static float run(int rounds) {
        return Cpu.VECTORS ? Vectors.run(rounds) : scalar(rounds);
    }

    private static float scalar(int rounds) {
        float a = 0;
        float b = 0.1f;
        float c = 0.2f;
        float d = 0.3f;
        float e = 0.4f;
        float f = 0.5f;
        float g = 0.6f;
        float h = 0.7f;
        float i = 0.8f;
        float j = 0.9f;
        float k = 1;
        float l = 1.1f;
        for (int round = 0; round < rounds; round++) {
            a = Math.fma(X, Y, a);
            b = Math.fma(X, Y, b);
            c = Math.fma(X, Y, c);
            d = Math.fma(X, Y, d);
            e = Math.fma(X, Y, e);
            f = Math.fma(X, Y, f);
            g = Math.fma(X, Y, g);
            h = Math.fma(X, Y, h);
            i = Math.fma(X, Y, i);
            j = Math.fma(X, Y, j);
            k = Math.fma(X, Y, k);
            l = Math.fma(X, Y, l);
        }
        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    /** Apart, so that it is loaded only where the Vector API is. */
    private static final class Vectors {
        static float run(int rounds) {
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, FACTORS[0]);
            FloatVector y = FloatVector.broadcast(Lanes.FLOATS, FACTORS[1]);
            FloatVector a = FloatVector.zero(Lanes.FLOATS);
            FloatVector b = a.add(0.1f);
            FloatVector c = a.add(0.2f);
            FloatVector d = a.add(0.3f);
            FloatVector e = a.add(0.4f);
            FloatVector f = a.add(0.5f);
            FloatVector g = a.add(0.6f);
            FloatVector h = a.add(0.7f);
            FloatVector i = a.add(0.8f);
            FloatVector j = a.add(0.9f);
            FloatVector k = a.add(1);
            FloatVector l = a.add(1.1f);
            for (int round = 0; round < rounds; round++) {
                a = x.fma(y, a);
                b = x.fma(y, b);
                c = x.fma(y, c);
                d = x.fma(y, d);
                e = x.fma(y, e);
                f = x.fma(y, f);
                g = x.fma(y, g);
                h = x.fma(y, h);
                i = x.fma(y, i);
                j = x.fma(y, j);
                k = x.fma(y, k);
                l = x.fma(y, l);
            }
            FloatVector all = a.add(b).add(c).add(d).add(e).add(f);
            return all.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
        }
    }
}
