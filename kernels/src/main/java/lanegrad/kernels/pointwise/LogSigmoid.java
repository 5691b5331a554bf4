package lanegrad.kernels.pointwise;

import jdk.incubator.vector.FloatVector;

/**
 * The logarithm of the sigmoid, log(1 / (1 + e^-x)) = -softplus(-x); its slope is the sigmoid of -x.
 *
 * <p>Goodfellow et al., Deep Learning, (3.33).
 */
public record LogSigmoid() implements Pointwise {
    private static final Softplus SOFTPLUS = new Softplus();

    @Override
    public double at(double x) {
        return -SOFTPLUS.at(-x);
    }

    @Override
    public float at(float x) {
        return -SOFTPLUS.at(-x);
    }

    @Override
    public Lane lane() {
        return new Lanes(new Softplus.Lanes());
    }

    /** The sigmoid of -x. */
    @Override
    public Pointwise slope() {
        return new Slope();
    }

    private record Lanes(Softplus.Lanes softplus) implements Lane {
        @Override
        public FloatVector at(FloatVector x) {
            return softplus.at(x.neg()).neg();
        }
    }

    /** The sigmoid of -x. */
    record Slope() implements Pointwise {
        private static final Sigmoid SIGMOID = new Sigmoid();

        @Override
        public double at(double x) {
            return SIGMOID.at(-x);
        }

        @Override
        public float at(float x) {
            return SIGMOID.at(-x);
        }

        @Override
        public Lane lane() {
            return new SlopeLanes(new Sigmoid.Lanes());
        }

        /** y^2 - y. */
        @Override
        public Pointwise slope() {
            return new Polynomial(0, -1, 1);
        }

        @Override
        public boolean slopeOfOutput() {
            return true;
        }

        private record SlopeLanes(Sigmoid.Lanes sigmoid) implements Lane {
            @Override
            public FloatVector at(FloatVector x) {
                return sigmoid.at(x.neg());
            }
        }
    }
}
