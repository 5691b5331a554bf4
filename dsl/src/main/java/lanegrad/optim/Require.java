package lanegrad.optim;

/** Checks of an optimiser's numbers, with one wording. */
final class Require {
    private Require() {}

    static void positive(String what, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(what + " must be above 0, but is " + value);
        }
    }

    static void count(String what, int value) {
        if (value < 1 || value > 1000) {
            throw new IllegalArgumentException(what + " must be at least 1 and at most 1000, but is " + value);
        }
    }

    static void atMostOne(String what, double value) {
        if (!(value <= 1)) {
            throw new IllegalArgumentException(what + " must be at most 1, but is " + value);
        }
    }

    static void share(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be at least 0 and below 1, but is " + value);
        }
    }

    static void notNegative(String what, double value) {
        if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(what + " must be at least 0, but is " + value);
        }
    }
}
