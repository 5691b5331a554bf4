package lanegrad.loss;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Var;

/**
 * All heads of a network over one last layer: which columns of z and y are whose, and the sum of their costs
 * (Goodfellow et al., section 6.3.2: given x, the log-likelihoods of the variables add up).
 *
 * <p>In z come first the units of all heads, then their free parameters. In y come first the targets, then, if rows or
 * cells count differently, a weight for each target; that of a missing one is 0.
 */
public final class Joint {
    private final List<Variable> targets;
    private final List<Head> heads;

    /**
     * The heads of an output over the target columns.
     *
     * @throws IllegalArgumentException if the output isn't over such targets
     */
    public Joint(Output output, List<Variable> targets) {
        this.targets = List.copyOf(targets);
        heads = output.heads(targets);
    }

    /** The heads in order. */
    public List<Head> heads() {
        return heads;
    }

    /** The target columns. */
    public List<Variable> targets() {
        return targets;
    }

    /** The number of outputs of the last layer. */
    public int units() {
        return heads.stream().mapToInt(Head::units).sum();
    }

    /** The number of parameters after them that don't depend on the input. */
    public int free() {
        return heads.stream().mapToInt(Head::free).sum();
    }

    /** A head's own columns of z. */
    public Var z(int head, Var z) {
        if (heads.size() == 1) {
            return z;
        }
        int unit = 0;
        int free = units();
        for (Head before : heads.subList(0, head)) {
            unit += before.units();
            free += before.free();
        }
        Head own = heads.get(head);
        Var units = z.slice(1, unit, unit + own.units());
        return own.free() == 0 ? units : units.concat(1, z.slice(1, free, free + own.free()));
    }

    /** The columns of its targets, as places among all targets. */
    public int[] columns(int head) {
        return heads.get(head).targets().stream().mapToInt(targets::indexOf).toArray();
    }

    /** A head's own targets. */
    public Var y(int head, Var y) {
        return heads.size() == 1 && y.shape().columns() == targets.size() ? y : columns(y, 0, columns(head));
    }

    /** A head's prediction for each row. */
    public Var mean(int head, Var z) {
        return heads.get(head).output().mean(z(head, z));
    }

    /** The cost of each row by one head alone, each counting once: [m, 1]. */
    public Var cost(int head, Var z, Var y) {
        return heads.get(head).output().cost(z(head, z), y(head, y));
    }

    /** The sum over heads of the cost of each row, by the weights if there are some: [m, 1]. */
    public Var cost(Var z, Var y) {
        boolean weighted = y.shape().columns() > targets.size();
        Var sum = counted(0, z, y, weighted);
        for (int head = 1; head < heads.size(); head++) {
            sum = sum.plus(counted(head, z, y, weighted));
        }
        return sum;
    }

    private Var counted(int head, Var z, Var y, boolean weighted) {
        Var cost = cost(head, z, y);
        return weighted ? cost.times(weight(head, y)) : cost;
    }

    /** A head with several targets counts as its least: not at all where one of them is missing. */
    private Var weight(int head, Var y) {
        int[] columns = columns(head);
        Var least = columns(y, targets.size(), columns[0]);
        for (int i = 1; i < columns.length; i++) {
            least = least.min(columns(y, targets.size(), columns[i]));
        }
        return least;
    }

    private static Var columns(Var y, int offset, int... columns) {
        List<Var> parts = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            int from = i;
            while (i + 1 < columns.length && columns[i + 1] == columns[i] + 1) {
                i++;
            }
            parts.add(y.slice(1, offset + columns[from], offset + columns[i] + 1));
        }
        Var first = parts.getFirst();
        return parts.size() == 1
                ? first
                : first.concat(1, parts.subList(1, parts.size()).toArray(Var[]::new));
    }
}
