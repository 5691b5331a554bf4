package lanegrad.optim;

import org.jspecify.annotations.Nullable;

/**
 * Finds a length t of a step along a direction that fulfils the strong Wolfe conditions {@code f(t) <= f(0) + c1 t f'(0)}
 * and {@code |f'(t)| <= c2 |f'(0)|} (Nocedal, Wright, Numerical Optimization, Algorithms 3.5 and 3.6).
 *
 * <p>Where costs differ by less than their rounding, the first condition is put in terms of slopes: {@code f'(t) <= (2 c1
 * - 1) f'(0)} (Hager, Zhang, A New Conjugate Gradient Method with Guaranteed Descent and an Efficient Line Search, 2005).
 *
 * @param evaluations the most evaluations of the cost
 */
record LineSearch(int evaluations) {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double ROUNDING = 0x1p-21;
    private static final double LONGER = 3;

    /** What is known at a length t: the point, the cost, its gradient and its slope along the direction. */
    record Point(double t, double[] x, double cost, double[] gradient, double slope) {}

    /** The point found; if there is none, the lowest of those looked at; null if none is lower than the start. */
    @Nullable
    Point search(
            Minimizer.Problem problem, double[] x, double[] direction, double cost, double slope, double firstLength) {
        Point start = new Point(0, x, cost, new double[0], slope);
        Point lowest = null;
        Point low = start; // the end of the bracket with the lower cost
        Point high = null;
        double t = firstLength;
        for (int i = 0; i < evaluations; i++) {
            Point point = at(problem, x, direction, t);
            boolean decreases = decreases(start, point);
            if (decreases && Math.abs(point.slope) <= CURVATURE * -slope) {
                return point;
            }
            lowest = point.cost < (lowest == null ? cost : lowest.cost) ? point : lowest;
            if (!decreases || (low.t > 0 && point.cost > low.cost)) {
                high = point;
            } else {
                if (high == null ? point.slope >= 0 : point.slope * (high.t - low.t) >= 0) {
                    high = low;
                }
                low = point;
            }
            t = high == null ? LONGER * t : between(low, high);
            if (t == low.t || !Double.isFinite(t)) {
                break;
            }
        }
        return lowest;
    }

    private static boolean decreases(Point start, Point point) {
        return point.cost <= start.cost + DECREASE * point.t * start.slope
                || (point.cost <= start.cost + ROUNDING * Math.abs(start.cost)
                        && point.slope <= (2 * DECREASE - 1) * start.slope);
    }

    private static Point at(Minimizer.Problem problem, double[] x, double[] direction, double t) {
        double[] there = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            there[i] = x[i] + t * direction[i];
        }
        double[] gradient = new double[x.length];
        double cost = problem.cost(there, gradient);
        return new Point(t, there, cost, gradient, LbfgsSearch.dot(gradient, direction));
    }

    /** The minimum of the cubic through both ends, or the middle if it is too near to one of them. */
    private static double between(Point low, Point high) {
        double width = high.t - low.t;
        double middle = low.t + width / 2;
        if (!Double.isFinite(high.cost)) {
            return low.t + width / 10;
        }
        double d1 = low.slope + high.slope - 3 * (low.cost - high.cost) / (low.t - high.t);
        double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - low.slope * high.slope);
        double cubic = high.t - width * ((high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2));
        double share = (cubic - low.t) / width;
        return share > 0.1 && share < 0.9 ? cubic : middle;
    }
}
