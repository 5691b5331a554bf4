package lanegrad.kernels.vector;

import static lanegrad.kernels.Floats.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import lanegrad.kernels.Floats;
import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of optimisers: near their formulas in double precision, the same bits in any form, nothing else touched. */
@Tag("widths")
class StepsTest {
    private static final int O = 3;

    /** With everything in it: decay, penalty, and a scale and a bound that clip many gradients. */
    private static final Descent DESCENT = new Descent(0.01, 0.1, 0.2, 0.5, 0.6);

    /** Each optimiser's step, and its formula for one weight: s holds w, m and v. */
    enum Kind {
        SGD {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                SgdStep.run(w, o, g, o, n, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                return g;
            }
        },
        MOMENTUM {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                MomentumStep.run(w, o, g, o, v, o, n, 0.9, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                s[2] = 0.9 * s[2] + g;
                return s[2];
            }
        },
        NESTEROV {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                NesterovStep.run(w, o, g, o, v, o, n, 0.9, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                s[2] = 0.9 * s[2] + g;
                return g + 0.9 * s[2];
            }
        },
        RMSPROP {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                RmsPropStep.run(w, o, g, o, v, o, n, 0.95, 1e-6, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                s[2] = 0.95 * s[2] + 0.05 * g * g;
                return g / (Math.sqrt(s[2]) + 1e-6);
            }
        },
        ADAGRAD {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                AdaGradStep.run(w, o, g, o, v, o, n, 1e-6, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                s[2] += g * g;
                return g / (Math.sqrt(s[2]) + 1e-6);
            }
        },
        ADAM {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                AdamStep.run(w, o, g, o, m, o, v, o, n, 0.9, 0.999, 1e-6, t, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                s[1] = 0.9 * s[1] + 0.1 * g;
                s[2] = 0.999 * s[2] + 0.001 * g * g;
                return s[1] / (1 - Math.pow(0.9, t)) / (Math.sqrt(s[2] / (1 - Math.pow(0.999, t))) + 1e-6);
            }
        },
        NADAM {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                NadamStep.run(w, o, g, o, m, o, v, o, n, 0.9, 0.999, 1e-6, 0.1, t, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                s[1] = 0.9 * s[1] + 0.1 * g;
                s[2] = 0.999 * s[2] + 0.001 * g * g;
                double past = 1;
                for (int i = 1; i < t; i++) {
                    past *= mu(i);
                }
                double ahead = mu(t + 1) * s[1] / (1 - past * mu(t) * mu(t + 1)) + (1 - mu(t)) * g / (1 - past * mu(t));
                return ahead / (Math.sqrt(s[2] / (1 - Math.pow(0.999, t))) + 1e-6);
            }

            private static double mu(int t) {
                return 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.1));
            }
        },
        LION {
            @Override
            void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent) {
                LionStep.run(w, o, g, o, m, o, n, 0.9, 0.99, descent);
            }

            @Override
            double direction(double[] s, double g, int t) {
                double mixed = 0.9 * s[1] + 0.1 * g;
                s[1] = 0.99 * s[1] + 0.01 * g;
                return Math.signum(mixed);
            }
        };

        abstract void run(float[] w, float[] g, float[] m, float[] v, int o, int n, int t, Descent descent);

        abstract double direction(double[] s, double g, int t);

        /** What should be next to nothing when the gradients have long been 0. */
        float fades(float m, float v) {
            return switch (this) {
                case SGD, ADAGRAD -> 0;
                case LION -> Math.abs(m);
                case MOMENTUM, NESTEROV, RMSPROP -> Math.abs(v);
                case ADAM, NADAM -> Math.max(Math.abs(m), v);
            };
        }

        final void exact(double[] s, double g, int t, Descent d) {
            double clipped = Math.max(-d.bound(), Math.min(d.scale() * g, d.bound()));
            double direction = direction(s, clipped + d.l2() * s[0], t);
            s[0] = (1 - d.rate() * d.decay()) * s[0] - d.rate() * direction;
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsItsFormulaAndTouchesNothingElse(Kind kind) {
        for (int n : Floats.lengths()) {
            float[] w = around(Floats.normal(1, n));
            float[] m = around(new float[n]);
            float[] v = around(new float[n]);
            double[][] exact = new double[n][];
            for (int i = 0; i < n; i++) {
                exact[i] = new double[] {w[O + i], 0, 0};
            }
            for (int t = 1; t <= 4; t++) {
                float[] g = around(Floats.normal(10 + t, n));
                float[] before = g.clone();
                kind.run(w, g, m, v, O, n, t, DESCENT);
                assertSameBits(g, before, "gradient");
                for (int i = 0; i < n; i++) {
                    kind.exact(exact[i], g[O + i], t, DESCENT);
                }
            }
            assertNear(w, exact, 0, n);
            assertNear(m, exact, 1, n);
            assertNear(v, exact, 2, n);
        }
    }

    private static void assertNear(float[] actual, double[][] exact, int which, int n) {
        float[] guards = Floats.guarded(actual.length);
        assertSameBits(Arrays.copyOf(actual, O), Arrays.copyOf(guards, O), "before");
        assertSameBits(
                Arrays.copyOfRange(actual, O + n, actual.length),
                Arrays.copyOfRange(guards, O + n, actual.length),
                "after");
        for (int i = 0; i < n; i++) {
            double expected = exact[i][which];
            assertThat((double) actual[O + i]).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bitsDependNeitherOnThePlaceNorOnWorkers(Kind kind) {
        int n = 20_000;
        float[] g = Floats.normal(1, n);
        g[70] = Float.NaN;
        g[100] = Float.NEGATIVE_INFINITY;
        g[200] = 0;
        float[][] alone = {Floats.normal(2, n), Floats.normal(3, n), squares(n)};
        for (int i = 0; i < n; i++) {
            // One element at a time is the scalar form.
            kind.run(alone[0], g, alone[1], alone[2], i, 1, 7, DESCENT);
        }
        float[][] shared = {Floats.normal(2, n), Floats.normal(3, n), squares(n)};
        Tiles.with(3, () -> {
            kind.run(shared[0], g, shared[1], shared[2], 0, n, 7, DESCENT);
            return 0;
        });
        assertThat(alone[0][70]).isNaN();
        assertThat(Float.isFinite(alone[0][100])).isTrue();
        for (int i = 0; i < 3; i++) {
            assertSameBits(shared[i], alone[i], "array " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGradientThatIsReadAsItIsHasTheBitsOfOneThatIsNotClipped(Kind kind) {
        int n = 1000;
        float[] g = Floats.normal(1, n);
        for (int i = 0; i < n; i += 10) {
            g[i] = 0f;
            g[i + 1] = -0f;
        }
        float[][] plain = {Floats.normal(2, n), Floats.normal(3, n), squares(n)};
        Arrays.fill(plain[0], 0, 5, 0);
        Arrays.fill(plain[0], 5, 20, -0f);
        float[][] bounded = {plain[0].clone(), plain[1].clone(), plain[2].clone()};
        kind.run(plain[0], g, plain[1], plain[2], 0, n, 7, new Descent(0.01));
        kind.run(bounded[0], g, bounded[1], bounded[2], 0, n, 7, new Descent(0.01, 0, 0, 1, Float.MAX_VALUE));
        float[][] alone = {Floats.normal(2, n), Floats.normal(3, n), squares(n)};
        for (int i = 20; i < n; i++) {
            // One element at a time is the scalar form.
            kind.run(alone[0], g, alone[1], alone[2], i, 1, 7, new Descent(0.01));
        }
        for (int array = 0; array < 3; array++) {
            assertSameBits(plain[array], bounded[array], "array " + array);
            System.arraycopy(plain[array], 0, alone[array], 0, 20);
            assertSameBits(alone[array], plain[array], "one at a time, array " + array);
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeArraysHaveTheBitsOfTheirPieces(Kind kind) {
        int n = (1 << 18) + 21;
        float[] g = around(Floats.normal(1, n));
        float[][] whole = {around(Floats.normal(2, n)), around(Floats.normal(3, n)), around(squares(n))};
        float[][] pieces = {whole[0].clone(), whole[1].clone(), whole[2].clone()};
        kind.run(whole[0], g, whole[1], whole[2], O, n, 7, DESCENT);
        for (int start = 0; start < n; start += 1000) {
            kind.run(pieces[0], g, pieces[1], pieces[2], O + start, Math.min(1000, n - start), 7, DESCENT);
        }
        for (int i = 0; i < 3; i++) {
            assertSameBits(whole[i], pieces[i], "array " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stateFadesWithoutDenormals(Kind kind) {
        int n = 37;
        float[] w = Floats.normal(1, n);
        float[] m = Floats.normal(2, n);
        float[] v = squares(n);
        float[] g = Floats.normal(3, n);
        for (int i = 0; i < n; i += 2) {
            g[i] = i * 1e-21f;
        }
        Descent descent = new Descent(1e-4);
        int t = 1;
        for (; t <= 2; t++) {
            kind.run(w, g, m, v, 0, n, t, descent);
            assertNoneDenormal(m, v);
        }
        float[] none = new float[n];
        for (; t <= 100_000; t++) {
            kind.run(w, none, m, v, 0, n, t, descent);
            assertNoneDenormal(m, v);
        }
        for (int i = 0; i < n; i++) {
            assertThat(kind.fades(m[i], v[i])).isLessThan(1e-34f);
        }
        // What little is left moves nothing.
        float[] before = w.clone();
        kind.run(w, none, m, v, 0, n, t, descent);
        assertSameBits(w, before, "weights");
    }

    private static void assertNoneDenormal(float[]... state) {
        for (float[] x : state) {
            for (float one : x) {
                if (one != 0 && Math.abs(one) < Float.MIN_NORMAL) {
                    throw new AssertionError("denormal: " + one);
                }
            }
        }
    }

    @Test
    void lateStepsOfNadamAreAdams() {
        // After so many steps the momentum is beta1, and the corrections of the bias are over.
        float[] w = {1};
        NadamStep.run(
                w,
                0,
                new float[] {0},
                0,
                new float[] {1},
                0,
                new float[] {1},
                0,
                1,
                0.9,
                0.999,
                0,
                0.004,
                1 << 20,
                new Descent(1));
        float v = 0.999f;
        assertThat((double) w[0]).isCloseTo(1 - 0.9 * 0.9 / Math.sqrt(v), within(1e-6));
    }

    @Test
    void axpy() {
        for (int n : Floats.lengths()) {
            float[] x = Floats.normal(1, n);
            float[] y = around(Floats.normal(2, n));
            float[] expected = y.clone();
            for (int i = 0; i < n; i++) {
                expected[O + i] = Math.fma(0.3f, x[i], y[O + i]);
            }
            Axpy.run(0.3f, x, 0, y, O, n);
            assertSameBits(y, expected, "axpy " + n);
        }
    }

    private static float[] squares(int n) {
        float[] x = Floats.normal(4, n);
        for (int i = 0; i < n; i++) {
            x[i] *= x[i];
        }
        return x;
    }

    private static float[] around(float[] x) {
        float[] y = Floats.guarded(x.length + 2 * O + 16);
        System.arraycopy(x, 0, y, O, x.length);
        return y;
    }
}
