package lanegrad.loss;

/** The distribution of one or several numbers, those that are predicted for one row. */
public interface Distribution {
    /** The number of numbers. */
    int size();

    /** The mean of one of them. */
    double mean(int target);

    /** The standard deviation of one of them. */
    double deviation(int target);

    /** The probability that one of them is at most y. */
    double cdf(int target, double y);

    /** The logarithm of the joint density (of the probability, for counts). */
    double logDensity(double... y);

    /** All of them, drawn together. */
    double[] sample(Noise noise);

    /**
     * The least number that one of them stays below with a probability; by bisection, unless there is a formula.
     *
     * @param p above 0 and below 1
     */
    default double quantile(int target, double p) {
        double centre = mean(target);
        double reach = Math.max(deviation(target), Double.MIN_NORMAL);
        double low = centre - reach;
        double high = centre + reach;
        while (cdf(target, low) > p) {
            reach *= 2;
            low = centre - reach;
        }
        while (cdf(target, high) < p) {
            reach *= 2;
            high = centre + reach;
        }
        for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
            if (cdf(target, middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Whether y lies between the quantiles that leave out half of the rest on each side. */
    default boolean isCentral(int target, double y, double share) {
        double at = cdf(target, y);
        return at >= (1 - share) / 2 && at <= (1 + share) / 2;
    }

    /** The distribution of offset + factor y for each number y. */
    default Distribution scaled(double[] offsets, double[] factors) {
        return new Scaled(this, offsets, factors);
    }
}
