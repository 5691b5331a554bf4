package lanegrad.autodiff;

import java.util.List;

/**
 * Compares derivatives with central differences (f(x + h) - f(x - h)) / 2h, both in double precision, on all elements.
 *
 * <p>The tape is interpreted from each operation's definition, so the check is of the mathematics, not of the kernels
 * (Goodfellow et al., section 6.4.4: numerical differentiation as a debugging tool).
 */
public final class GradCheck {
    /**
     * The largest disagreement found.
     *
     * @param elements how many derivatives were compared
     * @param error the largest |analytic - numeric| / max(1, |analytic|, |numeric|)
     * @param where the leaf and element that has it, with both numbers
     */
    public record Report(int elements, double error, String where) {
        /** This report or the other, whichever has the larger error, counting both. */
        private Report worse(Report other) {
            Report worse = other.error > error || Double.isNaN(other.error) ? other : this;
            return new Report(elements + other.elements, worse.error, worse.where);
        }
    }

    private static final double STEP = 1e-5;

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
            if (y.tape().entry(leaf.id()) instanceof Tape.Applied applied) {
                throw new IllegalArgumentException("gradcheck: %" + leaf.id() + " is computed by "
                        + applied.op().name() + "; check with respect to inputs and parameters");
            }
        }
        List<Var> gradients = Derivatives.grad(y, leaves);
        int last = gradients.stream().mapToInt(Var::id).max().orElse(y.id());
        double[][] values = new Interpreter(y.tape(), Math.max(last, y.id())).run();
        Interpreter forward = new Interpreter(y.tape(), y.id());
        Report report = new Report(0, 0, "nothing compared");
        for (int i = 0; i < leaves.length; i++) {
            report = report.worse(
                    compare(most, forward, y, leaves[i], values[gradients.get(i).id()]));
        }
        return report;
    }

    private static Report compare(int most, Interpreter forward, Var y, Var leaf, double[] analytic) {
        double[] x = forward.leaf(leaf.id());
        int n = Math.min(most, x.length);
        Report report = new Report(0, 0, "nothing compared");
        for (int k = 0; k < n; k++) {
            int i = (int) ((long) k * x.length / n);
            double centre = x[i];
            double h = STEP * Math.max(1, Math.abs(centre));
            x[i] = centre + h;
            double above = forward.run()[y.id()][0];
            x[i] = centre - h;
            double below = forward.run()[y.id()][0];
            x[i] = centre;
            double numeric = (above - below) / (2 * h);
            double scale = Math.max(1, Math.max(Math.abs(analytic[i]), Math.abs(numeric)));
            String where = "%s[%d]: derivative %s, central difference %s"
                    .formatted(forward.name(leaf.id()), i, analytic[i], numeric);
            report = report.worse(new Report(1, Math.abs(analytic[i] - numeric) / scale, where));
        }
        return report;
    }
}
