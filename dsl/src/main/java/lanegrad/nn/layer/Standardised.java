package lanegrad.nn.layer;

import lanegrad.autodiff.Var;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Sqrt;
import lanegrad.tensor.Shape;

/**
 * Values less their mean and over their standard deviation, (x - m) / sqrt(v + epsilon) (Liquet, Moka, Nazarathy,
 * (5.38)-(5.39)); their derivatives are (5.43)-(5.44).
 *
 * @param mean m
 * @param variance v, the mean of (x - m)^2
 * @param values of mean 0 and, but for epsilon, variance 1
 */
record Standardised(Var mean, Var variance, Var values) {
    /** Over the axes along which {@code statistics} stretches to the shape of x. */
    static Standardised of(Var x, Shape statistics, double epsilon) {
        float share = (float) statistics.count() / x.shape().count();
        Var mean = x.sumTo(statistics).scale(share);
        Var centred = x.minus(mean);
        Var variance = centred.square().sumTo(statistics).scale(share);
        return new Standardised(mean, variance, centred.div(deviation(variance, epsilon)));
    }

    /** sqrt(v + epsilon). */
    static Var deviation(Var variance, double epsilon) {
        return variance.map(new Polynomial((float) epsilon, 1)).map(new Sqrt());
    }
}
