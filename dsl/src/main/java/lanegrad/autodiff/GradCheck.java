package lanegrad.autodiff;

import java.util.List;

/**
 * Compares derivatives with central differences (f(x + h) - f(x - h)) / 2h, both in double precision, on all elements.
 *
 * <p>The tape is interpreted from each operation's definition, so the check is of the mathematics, not of the kernels
 * (Goodfellow et al., section 6.4.4: numerical differentiation as a debugging tool). What {@link Var#stop} makes a constant
 * of derivatives is one of the differences too.
 */
public final class GradCheck {
    /**
     * The largest disagreement found.
     *
     * @param elements how many derivatives were compared
     * @param kinks how many more lie so near a kink that central differences have no limit there
     * @param error the largest |analytic - numeric| / max(1, |analytic|, |numeric|); of more than 1e-7, less what
     *     rounding of y explains
     * @param where the leaf and element that has it, with both numbers
     */
    public record Report(int elements, int kinks, double error, String where) {
        private static final Report NONE = new Report(0, 0, 0, "nothing compared");
        private static final Report KINK = new Report(0, 1, 0, "nothing compared");

        /** This report or the other, whichever has the larger error, counting both. */
        private Report worse(Report other) {
            boolean first = elements == 0 || other.error > error || Double.isNaN(other.error);
            Report worse = first && other.elements > 0 ? other : this;
            return new Report(elements + other.elements, kinks + other.kinks, worse.error, worse.where);
        }
    }

    /** A shorter step sees past a kink nearby and past curvature, a longer one suffers less from rounding. */
    private static final double[] STEPS = {1e-5, 1e-6, 1e-7};

    /** An error as small as this needs no second look. */
    private static final double SMALL = 1e-7;

    /** The units in its last place by which a cost is taken to be off. */
    private static final double ULPS = 100;

    private GradCheck() {}

    /**
     * Checks the gradient of a single number with respect to all elements of leaves of its tape.
     *
     * @throws IllegalArgumentException if y has more than one element, or one of the leaves is computed
     */
    public static Report check(Var y, Var... leaves) {
        return checkSome(Integer.MAX_VALUE, y, leaves);
    }

    /**
     * Checks the gradient of a single number with respect to at most so many elements of each leaf, evenly spaced.
     *
     * @throws IllegalArgumentException if y has more than one element, or one of the leaves is computed
     */
    public static Report checkSome(int most, Var y, Var... leaves) {
        for (Var leaf : leaves) {
            if (y.tape().entry(leaf.id()) instanceof Entry.Applied applied) {
                throw new IllegalArgumentException("gradcheck: %" + leaf.id() + " is computed by "
                        + applied.op().name() + "; check with respect to inputs and parameters");
            }
        }
        List<Var> gradients = Derivatives.grad(y, leaves);
        int last = gradients.stream().mapToInt(Var::id).max().orElse(y.id());
        double[][] values = new Interpreter(y.tape(), Math.max(last, y.id())).run();
        Interpreter forward = new Interpreter(y.tape(), y.id());
        forward.hold(values);
        Report report = Report.NONE;
        for (int i = 0; i < leaves.length; i++) {
            Around around = new Around(forward, y, values[y.id()][0], leaves[i]);
            report = report.worse(compare(most, around, values[gradients.get(i).id()]));
        }
        return report;
    }

    private static Report compare(int most, Around around, double[] analytic) {
        int n = Math.min(most, analytic.length);
        Report report = Report.NONE;
        for (int k = 0; k < n; k++) {
            int i = (int) ((long) k * analytic.length / n);
            report = report.worse(compare(around, i, analytic[i]));
        }
        return report;
    }

    /** Takes the step that agrees best; if none does, it is a kink where the two sides' slopes don't meet as steps shrink. */
    private static Report compare(Around around, int i, double analytic) {
        Report best = Report.NONE;
        Difference last = Difference.NONE;
        boolean kink = false;
        for (double step : STEPS) {
            Difference difference = around.difference(i, step);
            double error = difference.error(analytic);
            if (best.elements == 0 || error < best.error) {
                String where = "%s[%d]: derivative %s, central difference %s"
                        .formatted(around.name(), i, analytic, difference.slope);
                best = new Report(1, 0, error, where);
            }
            if (!(error > SMALL)) {
                return best;
            }
            kink = difference.bend > last.bend / 2 + 4 * difference.rounding;
            last = difference;
        }
        return kink ? Report.KINK : best;
    }

    /**
     * A central difference.
     *
     * @param slope (f(x + h) - f(x - h)) / 2h
     * @param bend how far the slopes to both sides differ
     * @param rounding by how much the slope may be off because f is rounded
     */
    private record Difference(double slope, double bend, double rounding) {
        private static final Difference NONE = new Difference(0, Double.POSITIVE_INFINITY, 0);

        /** How far a derivative is off; if it is so far that it counts, what rounding doesn't explain of it. */
        double error(double analytic) {
            double scale = Math.max(1, Math.max(Math.abs(analytic), Math.abs(slope)));
            double distance = Math.abs(analytic - slope);
            return (distance <= SMALL * scale ? distance : Math.max(0, distance - rounding)) / scale;
        }
    }

    /** The values of y around a leaf as it is, where y is {@code at}. */
    private record Around(Interpreter forward, Var y, double at, Var leaf) {
        String name() {
            return forward.name(leaf.id());
        }

        Difference difference(int i, double step) {
            double[] x = forward.leaf(leaf.id());
            double centre = x[i];
            double h = step * Math.max(1, Math.abs(centre));
            x[i] = centre + h;
            double above = forward.run()[y.id()][0];
            x[i] = centre - h;
            double below = forward.run()[y.id()][0];
            x[i] = centre;
            double rounding = ULPS * Math.ulp(Math.max(Math.abs(above), Math.abs(below))) / (2 * h);
            return new Difference((above - below) / (2 * h), Math.abs(above - 2 * at + below) / h, rounding);
        }
    }
}
