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
     * @param error the largest |analytic - numeric| / max(1, |analytic|, |numeric|)
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

    private static final double STEP = 1e-5;

    /** Errors below this need no second look. */
    private static final double ROUNDING = 1e-7;

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
            report = report.worse(
                    compare(most, forward, y, leaves[i], values[gradients.get(i).id()]));
        }
        return report;
    }

    private static Report compare(int most, Interpreter forward, Var y, Var leaf, double[] analytic) {
        int count = forward.leaf(leaf.id()).length;
        int n = Math.min(most, count);
        Report report = Report.NONE;
        for (int k = 0; k < n; k++) {
            int i = (int) ((long) k * count / n);
            report = report.worse(compare(forward, y, leaf, i, analytic[i]));
        }
        return report;
    }

    private static Report compare(Interpreter forward, Var y, Var leaf, int i, double analytic) {
        double numeric = difference(forward, y, leaf, i, STEP);
        double scale = Math.max(1, Math.max(Math.abs(analytic), Math.abs(numeric)));
        double error = Math.abs(analytic - numeric) / scale;
        if (error > ROUNDING && Math.abs(difference(forward, y, leaf, i, STEP / 2) - numeric) > ROUNDING * scale) {
            return Report.KINK;
        }
        String where =
                "%s[%d]: derivative %s, central difference %s".formatted(forward.name(leaf.id()), i, analytic, numeric);
        return new Report(1, 0, error, where);
    }

    private static double difference(Interpreter forward, Var y, Var leaf, int i, double step) {
        double[] x = forward.leaf(leaf.id());
        double centre = x[i];
        double h = step * Math.max(1, Math.abs(centre));
        x[i] = centre + h;
        double above = forward.run()[y.id()][0];
        x[i] = centre - h;
        double below = forward.run()[y.id()][0];
        x[i] = centre;
        return (above - below) / (2 * h);
    }
}
