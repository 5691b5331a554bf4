package lanegrad.nn.layer;

import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Affine;
import lanegrad.kernels.pointwise.Identity;
import lanegrad.nn.ActivationSpec;
import lanegrad.nn.Init;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.init.Glorot;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;
import lanegrad.tensor.Tensor;

/**
 * A fully connected layer a = f(x W + b), [inputs] -> [units] (Liquet, Moka, Nazarathy, (5.2)).
 *
 * <pre>{@code
 * new Dense(64).activation(new Activation(new Tanh())).l2(1e-4)
 * }</pre>
 *
 * @param units the number of outputs
 * @param activation f
 * @param init the first weights
 * @param bias whether there is a b
 * @param l1 the factor of sum |w| in the cost
 * @param l2 the factor of sum w^2 / 2 in the cost
 * @param mask which inputs reach which units, a row of zeros and ones for each input (sparse connectivity, Goodfellow et
 *     al., section 6.3.1); empty if all do
 * @param biasStart the first value of b: 0, or a little above, such as 0.1, so that rectifiers begin at work (Chen, course
 *     slides)
 */
public record Dense(
        int units,
        ActivationSpec activation,
        Init init,
        boolean bias,
        double l1,
        double l2,
        List<List<Integer>> mask,
        double biasStart)
        implements LayerSpec {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if units are below 1, a penalty is below 0, a bias starts that
     *     isn't there, or the mask holds anything but 0 and 1
     */
    public Dense {
        Require.atLeast("dense: units", 1, units);
        Require.atLeast("dense: l1", 0, l1);
        Require.atLeast("dense: l2", 0, l2);
        if (!bias && biasStart != 0) {
            throw new IllegalArgumentException("dense: bias-start is %s, but there is no bias".formatted(biasStart));
        }
        mask = mask.stream().map(List::copyOf).toList();
        for (List<Integer> row : mask) {
            if (row.stream().anyMatch(there -> there != 0 && there != 1)) {
                throw new IllegalArgumentException("dense: mask must hold nothing but 0 and 1, but has a row " + row);
            }
        }
    }

    /** An affine layer with a bias, Glorot's initialisation and no penalty. */
    public Dense(int units) {
        this(units, new Activation(new Identity()), new Glorot(), true, 0, 0, List.of(), 0);
    }

    /** The same with another activation. */
    public Dense activation(ActivationSpec layer) {
        return new Dense(units, layer, init, bias, l1, l2, mask, biasStart);
    }

    /** The same with another initialisation. */
    public Dense init(Init first) {
        return new Dense(units, activation, first, bias, l1, l2, mask, biasStart);
    }

    /** The same with or without a bias. */
    public Dense bias(boolean present) {
        return new Dense(units, activation, init, present, l1, l2, mask, biasStart);
    }

    /** The same with another factor of sum |w| in the cost. */
    public Dense l1(double factor) {
        return new Dense(units, activation, init, bias, factor, l2, mask, biasStart);
    }

    /** The same with another factor of sum w^2 / 2 in the cost. */
    public Dense l2(double factor) {
        return new Dense(units, activation, init, bias, l1, factor, mask, biasStart);
    }

    /** The same with these inputs alone reaching these units: a row of zeros and ones for each input. */
    public Dense mask(List<List<Integer>> connections) {
        return new Dense(units, activation, init, bias, l1, l2, connections, biasStart);
    }

    /** The same with another first value of b. */
    public Dense biasStart(double value) {
        return new Dense(units, activation, init, bias, l1, l2, mask, value);
    }

    @Override
    public Shape shape(Shape in) {
        if (in.rank() != 1) {
            throw new ShapeException("dense: expected a vector of features, got %s".formatted(in));
        }
        if (!mask.isEmpty() && (mask.size() != in.size(0) || mask.stream().anyMatch(row -> row.size() != units))) {
            throw new ShapeException("dense: mask must be %d rows of %d, one for each input, but is %d of %s"
                    .formatted(
                            in.size(0),
                            units,
                            mask.size(),
                            mask.stream().map(List::size).distinct().toList()));
        }
        return activation.shape(Shape.of(units));
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        Parameter weight = scope.weight("weight", in.size(0), units, init);
        scope.penalise(weight, l1, l2);
        Tensor connected = mask.isEmpty() ? null : connected(weight.value());
        Layer after = activation.build(Shape.of(units), scope.part("activation"));
        Parameter offset = bias ? scope.bias("bias", units, (float) biasStart) : null;
        return (x, pass) -> {
            Tape tape = x.tape();
            Var w = tape.parameter(weight);
            if (connected != null) {
                w = w.times(tape.constant(connected));
            }
            return after.forward(
                    offset == null ? x.matmul(w) : tape.apply(new Affine(), x, w, tape.parameter(offset)), pass);
        };
    }

    /** The mask as a tensor; weights that it cuts are set to 0, so that penalties leave them alone. */
    private Tensor connected(Tensor weight) {
        Tensor ones = Tensor.zeros(weight.shape());
        for (int i = 0; i < weight.count(); i++) {
            ones.data()[i] = mask.get(i / units).get(i % units);
            weight.data()[i] *= ones.data()[i];
        }
        return ones;
    }
}
