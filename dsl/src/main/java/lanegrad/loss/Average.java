package lanegrad.loss;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.Concat;
import lanegrad.kernels.pointwise.Polynomial;
import org.jspecify.annotations.Nullable;

/**
 * The mixture, in equal parts, of several distributions of one kind: p(y) = 1/M sum_i p_i(y), whose mean is the average
 * of the means (Liquet, Moka, Nazarathy, (5.49)). Its cost is -log 1/M sum_i exp(-c_i) for the costs c_i of the parts.
 *
 * <p>z holds the parameters of one part after another, in each the free ones last. Classes that don't follow from
 * probabilities are those of most parts; the first of equals wins.
 *
 * @param of the kind of the parts
 * @param parts how many, M
 */
public record Average(Output of, int parts) implements Output {
    @Override
    public int units(int size) {
        return parts * (of.units(size) + of.free(size));
    }

    @Override
    public Target target() {
        return of.target();
    }

    @Override
    public Var cost(Var z, Var y) {
        Var[] logs = new Var[parts];
        for (int part = 0; part < parts; part++) {
            logs[part] = of.cost(part(z, part), y).unaryMinus();
        }
        Var all = z.tape().apply(new Concat(1), logs);
        return all.logSumExp().map(new Polynomial((float) StrictMath.log(parts), -1));
    }

    @Override
    public Var mean(Var z) {
        Var sum = of.mean(part(z, 0));
        for (int part = 1; part < parts; part++) {
            sum = sum.plus(of.mean(part(z, part)));
        }
        return sum.scale(1f / parts);
    }

    private Var part(Var z, int part) {
        int width = z.shape().columns() / parts;
        return z.slice(1, part * width, (part + 1) * width);
    }

    @Override
    public @Nullable Distribution distribution(double[] z) {
        Distribution[] all = new Distribution[parts];
        for (int part = 0; part < parts; part++) {
            Distribution own = of.distribution(part(z, part));
            if (own == null) {
                return null;
            }
            all[part] = own;
        }
        double[] weights = new double[parts];
        Arrays.fill(weights, 1.0 / parts);
        return new Blend(weights, all);
    }

    @Override
    public int @Nullable [] classes(double[] z) {
        int[] best = null;
        int most = 0;
        for (int part = 0; part < parts; part++) {
            int[] own = of.classes(part(z, part));
            if (own == null) {
                return null;
            }
            int votes = 0;
            for (int other = 0; other < parts; other++) {
                votes += Arrays.equals(own, of.classes(part(z, other))) ? 1 : 0;
            }
            if (votes > most) {
                best = own;
                most = votes;
            }
        }
        return best;
    }

    private double[] part(double[] z, int part) {
        int width = z.length / parts;
        return Arrays.copyOfRange(z, part * width, (part + 1) * width);
    }

    @Override
    public boolean hasProbabilities() {
        return of.hasProbabilities();
    }

    @Override
    public boolean learnsSpread() {
        return of.learnsSpread();
    }

    @Override
    public SequencedMap<String, Target> wants(List<String> columns) {
        return of.wants(columns);
    }

    @Override
    public int size(List<Variable> targets) {
        return of.size(targets);
    }

    @Override
    public List<Head> heads(List<Variable> targets) {
        return of.heads(targets).stream()
                .map(head -> new Head(new Average(head.output(), parts), head.targets()))
                .toList();
    }
}
