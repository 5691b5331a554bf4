package lanegrad.nn.layer;

/** Checks of a layer's numbers, with one wording. */
final class Require {
    private Require() {}

    static void atLeast(String what, double least, double value) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(
                    "%s must be at least %s, but is %s".formatted(what, plain(least), plain(value)));
        }
    }

    static void above(String what, double limit, double value) {
        if (!(value > limit)) {
            throw new IllegalArgumentException(
                    "%s must be above %s, but is %s".formatted(what, plain(limit), plain(value)));
        }
    }

    static void atMost(String what, double most, double value) {
        if (!(value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be at most %s, but is %s".formatted(what, plain(most), plain(value)));
        }
    }

    static void below(String what, double limit, double value) {
        if (!(value < limit)) {
            throw new IllegalArgumentException(
                    "%s must be below %s, but is %s".formatted(what, plain(limit), plain(value)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
