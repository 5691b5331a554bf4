package lanegrad.loss;

import java.util.List;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * Several columns of two classes each, with a probability for every combination: d of them are one of 2^d classes, softmax
 * over all (Goodfellow et al., section 6.3.2: "model all these joint occurrences as separate values").
 */
public record JointTable() implements Output {
    private static final int MOST = 12;

    @Override
    public int units(int size) {
        return size;
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public int size(List<Variable> targets) {
        if (targets.size() > MOST || targets.stream().anyMatch(target -> target.classes() != 2)) {
            throw new IllegalArgumentException(
                    "output joint-table is for at most %s columns of two classes each, but the targets are %s"
                            .formatted(MOST, targets));
        }
        return 1 << targets.size();
    }

    /** The first column counts most in a combination's number. */
    @Override
    public Var cost(Var z, Var y) {
        int columns = y.shape().columns();
        Tensor places = Tensor.zeros(Shape.of(columns, 1));
        for (int j = 0; j < columns; j++) {
            places.data()[j] = 1 << (columns - 1 - j);
        }
        return z.crossEntropy(y.matmul(z.tape().constant(places)));
    }

    /** The probability of each column's second class by itself: [m, 2^d] -> [m, d]. */
    @Override
    public Var mean(Var z) {
        int combinations = z.shape().columns();
        int columns = Integer.numberOfTrailingZeros(combinations);
        Tensor members = Tensor.zeros(Shape.of(combinations, columns));
        for (int i = 0; i < members.count(); i++) {
            members.data()[i] = second(i / columns, i % columns, columns);
        }
        return z.softmax().matmul(z.tape().constant(members));
    }

    private static int second(int combination, int column, int columns) {
        return combination >> (columns - 1 - column) & 1;
    }

    /** The classes of the most probable combination. */
    @Override
    public int[] classes(double[] z) {
        int largest = 0;
        for (int i = 1; i < z.length; i++) {
            largest = z[i] > z[largest] ? i : largest;
        }
        int[] classes = new int[Integer.numberOfTrailingZeros(z.length)];
        for (int j = 0; j < classes.length; j++) {
            classes[j] = second(largest, j, classes.length);
        }
        return classes;
    }
}
