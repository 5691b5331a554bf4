package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A program of 2 to 40 random operations on two matrices: the same for the same seed, whatever it is run on. */
final class RandomProgram<M> {
    private final Algebra<M> on;
    private final SplittableRandom random;
    private final List<M> values = new ArrayList<>();

    RandomProgram(Algebra<M> on, long seed) {
        this.on = on;
        random = new SplittableRandom(seed);
    }

    /** Runs it and sums up all elements of its last values, each bounded. */
    M run(M x, M y) {
        values.add(x);
        values.add(y);
        int operations = random.nextInt(2, 41);
        for (int i = 0; i < operations; i++) {
            values.add(next());
        }
        M total = on.sumOver(on.sumOver(on.tanh(values.getLast()), 0), 1);
        for (M value : values.subList(values.size() / 2, values.size())) {
            total = on.plus(total, on.sumOver(on.sumOver(on.sigmoid(value), 0), 1));
        }
        return total;
    }

    /** Anything that could grow without end is bounded first. */
    private M next() {
        M x = pick();
        return switch (random.nextInt(27)) {
            case 0 -> on.plus(x, fitting(x));
            case 1 -> on.minus(fitting(x), x);
            case 2 -> on.times(x, on.tanh(fitting(x)));
            case 3 -> on.div(x, on.exp(on.tanh(fitting(x))));
            case 4 -> on.max(x, fitting(x));
            case 5 -> on.min(fitting(x), x);
            case 6 -> on.whereLess(x, fitting(x), fitting(x), x);
            case 7 -> on.scale(x, random.nextInt(-3, 4) / 2f);
            case 8 -> on.square(on.tanh(x));
            case 9 -> on.tanh(x);
            case 10 -> on.sigmoid(x);
            case 11 -> on.softplus(x);
            case 12 -> on.exp(on.sigmoid(x));
            case 13 -> on.relu(x);
            case 14 -> on.matmul(on.tanh(x), on.transpose(x));
            case 15 -> on.columns(x) == on.rows(pickLast()) ? on.matmul(x, on.tanh(pickLast())) : on.transpose(x);
            case 16 -> on.transpose(x);
            case 17 -> on.reshape(x, 1, on.rows(x) * on.columns(x));
            case 18 -> on.slice(x, 1, on.columns(x) / 2, on.columns(x));
            case 19 -> on.slice(x, 0, 0, (on.rows(x) + 1) / 2);
            case 20 -> on.concat(x, on.tanh(x), random.nextInt(2));
            case 21 -> on.gather(x, on.rows(x) - 1, 0);
            case 22 -> on.sumOver(x, random.nextInt(2));
            case 23 -> on.maxOver(x, random.nextInt(2));
            case 24 -> random.nextBoolean() ? on.softmax(x) : on.logSoftmax(x);
            case 25 -> on.logSumExp(x);
            default -> random.nextBoolean() ? on.cholesky(on.tanh(x)) : on.solve(on.tanh(x));
        };
    }

    private M pick() {
        // Growing shapes are left behind.
        for (int tries = 0; tries < 20; tries++) {
            M value = values.get(random.nextInt(values.size()));
            if (on.rows(value) * on.columns(value) <= 16) {
                return value;
            }
        }
        return values.getFirst();
    }

    private M pickLast() {
        return values.getLast();
    }

    /** A value that broadcasts with x: of its shape, or a row, a column or a single number of its size. */
    private M fitting(M x) {
        for (int tries = 0; tries < 20; tries++) {
            M value = pick();
            boolean rows = on.rows(value) == on.rows(x) || on.rows(value) == 1;
            boolean columns = on.columns(value) == on.columns(x) || on.columns(value) == 1;
            if (rows && columns) {
                return value;
            }
        }
        return on.sigmoid(x);
    }
}
