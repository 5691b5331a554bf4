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

    /** Below and near 1, so that the chains a = a x + y neither overflow nor come down to slow, denormal numbers. */
    private static final float X = 0.9999f;

    private static final float Y = 0.0001f;

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
            a = Math.fma(a, X, Y);
            b = Math.fma(b, X, Y);
            c = Math.fma(c, X, Y);
            d = Math.fma(d, X, Y);
            e = Math.fma(e, X, Y);
            f = Math.fma(f, X, Y);
            g = Math.fma(g, X, Y);
            h = Math.fma(h, X, Y);
            i = Math.fma(i, X, Y);
            j = Math.fma(j, X, Y);
            k = Math.fma(k, X, Y);
            l = Math.fma(l, X, Y);
        }
        return a + b + c + d + e + f + g + h + i + j + k + l;
    }

    /** Apart, so that it is loaded only where the Vector API is. */
    private static final class Vectors {
        static float run(int rounds) {
            FloatVector x = FloatVector.broadcast(Lanes.FLOATS, X);
            FloatVector y = FloatVector.broadcast(Lanes.FLOATS, Y);
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
                a = a.fma(x, y);
                b = b.fma(x, y);
                c = c.fma(x, y);
                d = d.fma(x, y);
                e = e.fma(x, y);
                f = f.fma(x, y);
                g = g.fma(x, y);
                h = h.fma(x, y);
                i = i.fma(x, y);
                j = j.fma(x, y);
                k = k.fma(x, y);
                l = l.fma(x, y);
            }
            FloatVector all = a.add(b).add(c).add(d).add(e).add(f);
            return all.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
        }
    }
}
