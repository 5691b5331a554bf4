package lanegrad.train;

import java.util.List;
import lanegrad.autodiff.Effect;
import lanegrad.autodiff.NotFiniteException;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.optim.Minimizer;
import lanegrad.tensor.Tensor;

/**
 * All parameters as one point, which a {@link Minimizer} moves; in one step the noise is the same at all points, and
 * statistics follow the batch at the first one only.
 */
final class Minimization implements Updater {
    private final List<Parameter> parameters;
    private final List<Tensor> statistics;
    private final List<Tensor> followed;
    private final double l2;
    private final double[] x;
    private final double[] gradient;
    private final Minimizer.Search search;
    private double rate;
    private boolean begun;

    Minimization(TrainSpec spec, Minimizer minimizer, List<Parameter> all) {
        parameters = all.stream()
                .filter(parameter -> parameter.isLearned()
                        && Group.of(spec.groups(), parameter).rate() > 0)
                .toList();
        statistics = all.stream()
                .filter(parameter -> !parameter.isLearned())
                .map(Parameter::value)
                .toList();
        followed = statistics.stream().map(Tensor::copy).toList();
        l2 = spec.weights().l2();
        x = new double[parameters.stream().mapToInt(p -> p.value().count()).sum()];
        gradient = new double[x.length];
        search = minimizer.begin(x.length);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public void next(long number, double rate) {
        this.rate = rate;
    }

    @Override
    public void update(Tape tape, List<Var> gradients) {
        int offset = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            double decay = parameter.kind() == Parameter.Kind.WEIGHT ? l2 : 0;
            tape.effect(new Gather(gradient, offset, decay), gradients.get(i), tape.parameter(parameter));
            offset += parameter.value().count();
        }
    }

    /** Writes a gradient, and that of the penalty, among those of all parameters. */
    private record Gather(double[] to, int offset, double l2) implements Effect {
        @Override
        public Runnable prepare(Tensor[] in) {
            float[] gradient = in[0].data();
            float[] parameter = in[1].data();
            return () -> {
                for (int i = 0; i < gradient.length; i++) {
                    to[offset + i] = gradient[i] + l2 * parameter[i];
                }
            };
        }
    }

    @Override
    public float step(TrainingStep program, long taken) {
        int at = 0;
        for (Parameter parameter : parameters) {
            for (float value : parameter.value().data()) {
                x[at++] = value;
            }
        }
        begun = false;
        double cost = search.step((point, slopes) -> cost(program, taken, point, slopes), x, rate);
        move(x);
        return (float) cost;
    }

    private double cost(TrainingStep program, long taken, double[] point, double[] slopes) {
        move(point);
        try {
            double cost = program.run(taken);
            System.arraycopy(gradient, 0, slopes, 0, slopes.length);
            copy(begun ? followed : statistics, begun ? statistics : followed);
            begun = true;
            return cost;
        } catch (NotFiniteException e) {
            if (!begun) {
                throw e;
            }
            // Further on this only says that the step is too long.
            return Double.POSITIVE_INFINITY;
        }
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            System.arraycopy(
                    from.get(i).data(), 0, to.get(i).data(), 0, to.get(i).count());
        }
    }

    /** Sets the parameters, rounded to floats as the point is then too. */
    private void move(double[] point) {
        int at = 0;
        for (Parameter parameter : parameters) {
            float[] values = parameter.value().data();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) point[at];
                point[at++] = values[i];
            }
        }
    }
}
