package lanegrad.optim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Steps of {@link Lbfgs}: sums go from the first element to the last, so that they are the same everywhere. */
final class LbfgsSearch implements Minimizer.Search {
    private final int history;
    private final LineSearch line;
    private final double[] gradient;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    /** A step s and the change y of the gradient over it. */
    private record Pair(double[] s, double[] y, double rho) {}

    LbfgsSearch(int size, int history, int evaluations) {
        this.history = history;
        line = new LineSearch(evaluations);
        gradient = new double[size];
    }

    @Override
    public double step(Minimizer.Problem problem, double[] x, double rate) {
        double cost = problem.cost(x, gradient);
        double[] direction = direction();
        if (!(dot(direction, gradient) < 0)) { // rounding has spoilt the history
            pairs.clear();
            direction = direction();
        }
        double slope = dot(direction, gradient);
        if (!(slope < 0)) {
            return cost; // a minimum
        }
        double first = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
        LineSearch.Point found = line.search(problem, x, direction, cost, slope, rate * first);
        if (found == null) {
            pairs.clear(); // the next step goes along the gradient
            return cost;
        }
        remember(minus(found.x(), x), minus(found.gradient(), gradient));
        System.arraycopy(found.x(), 0, x, 0, x.length);
        return cost;
    }

    private void remember(double[] s, double[] y) {
        double product = dot(s, y);
        if (product > 1e-10 * dot(y, y)) {
            if (pairs.size() == history) {
                pairs.removeFirst();
            }
            pairs.addLast(new Pair(s, y, 1 / product));
        }
    }

    /** -H g by the two-loop recursion, with the initial H = s.y / y.y of the last step. */
    private double[] direction() {
        double[] q = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int i = alphas.length;
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            i--;
            alphas[i] = pair.rho * dot(pair.s, q);
            add(-alphas[i], pair.y, q);
        }
        Pair last = pairs.peekLast();
        double scale = last == null ? 1 : 1 / (last.rho * dot(last.y, last.y));
        for (int j = 0; j < q.length; j++) {
            q[j] *= -scale;
        }
        for (Pair pair : pairs) { // q is -r here, so that the signs are turned
            double beta = pair.rho * dot(pair.y, q);
            add(-alphas[i] - beta, pair.s, q);
            i++;
        }
        return q;
    }

    private static void add(double factor, double[] x, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * x[i];
        }
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
