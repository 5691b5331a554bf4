package lanegrad.cli.bench;

import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A logarithmic axis from a power of ten.
 *
 * @param low the least value, at {@code from}
 * @param high the greatest value, at {@code to}
 * @param from a coordinate of the drawing
 * @param to likewise, perhaps less than {@code from}
 */
public record LogScale(double low, double high, double from, double to) {
    /** An axis that holds the values and one more, with some room. */
    public static LogScale over(Collection<Double> values, double also, double from, double to) {
        double[] all = DoubleStream.concat(values.stream().mapToDouble(Double::doubleValue), DoubleStream.of(also))
                .toArray();
        double least = DoubleStream.of(all).min().orElse(1);
        double most = DoubleStream.of(all).max().orElse(1);
        return new LogScale(Math.pow(10, Math.floor(Math.log10(least * 0.9))), ceiling(most * 1.1), from, to);
    }

    /** The next of 1, 2, 5, 10, ... */
    private static double ceiling(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double digit = value / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** The coordinate of a value. */
    public double at(double value) {
        return from + (to - from) * Math.log10(value / low) / Math.log10(high / low);
    }

    /** The powers of ten on it. */
    public List<Double> powers() {
        return IntStream.rangeClosed((int) Math.round(Math.log10(low)), (int) Math.floor(Math.log10(high) + 1e-9))
                .mapToObj(exponent -> Math.pow(10, exponent))
                .toList();
    }

    /** A power of ten in digits. */
    public static String name(double power) {
        return power >= 1 ? String.valueOf(Math.round(power)) : String.valueOf(power);
    }
}
