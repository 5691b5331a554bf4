package lanegrad.perf.peers;

/** Functions in double precision, against which each library's results are checked. */
final class Exact {
    private Exact() {}

    /** The function at x. */
    static double of(String function, double x) {
        return switch (function) {
            case "exp" -> Math.exp(x);
            case "sigmoid" -> 1 / (1 + Math.exp(-x));
            case "tanh" -> Math.tanh(x);
            case "gelu", "gelu by erf" -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            default -> Math.max(0, x);
        };
    }

    /** The series of Abramowitz and Stegun, (7.1.5). */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
