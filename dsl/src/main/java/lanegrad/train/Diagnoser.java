package lanegrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lanegrad.autodiff.Derivatives;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.StepNumber;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.vector.Axpy;
import lanegrad.kernels.vector.Norm;
import lanegrad.model.Model;
import lanegrad.nn.Pass;
import lanegrad.tensor.Tensor;
import lanegrad.train.Diagnosis.OfLayer;
import lanegrad.train.Diagnosis.OfParameter;
import lanegrad.train.TrainEvent.EpochDone;
import lanegrad.train.TrainEvent.MemberBegun;
import lanegrad.train.TrainEvent.StepDone;
import org.jspecify.annotations.Nullable;

/** Measures the changes of parameters at each step, and makes a {@link Diagnosis} on the same rows after each epoch. */
final class Diagnoser implements Consumer<TrainEvent> {
    private static final double FLAT = 0.01;

    private final List<Model> models;
    private Model model;
    private List<Parameter> learned;
    private final Tensor x;
    private final Tensor y;
    private final Consumer<Diagnosis> told;
    private double[] ratios;
    private List<Tensor> before;
    private int steps;

    /** For models that are trained one after another. */
    Diagnoser(List<Model> models, Tensor x, Tensor y, Consumer<Diagnosis> told) {
        this.models = models;
        model = models.getFirst();
        this.x = x;
        this.y = y;
        this.told = told;
        learned = model.learned();
        ratios = new double[learned.size()];
        before = copies();
    }

    @Override
    public void accept(TrainEvent event) {
        switch (event) {
            case MemberBegun begun -> begin(models.get(begun.member() - 1));
            case StepDone _ -> measure();
            case EpochDone done -> {
                told.accept(diagnose(done.epoch(), done.step()));
                Arrays.fill(ratios, 0);
                steps = 0;
            }
        }
    }

    private void begin(Model next) {
        model = next;
        learned = next.learned();
        ratios = new double[learned.size()];
        before = copies();
        steps = 0;
    }

    private void measure() {
        List<Tensor> now = copies();
        for (int i = 0; i < ratios.length; i++) {
            Tensor change = before.get(i);
            double norm = norm(change);
            Axpy.run(-1, now.get(i).data(), 0, change.data(), 0, change.count());
            ratios[i] += norm == 0 ? 0 : norm(change) / norm;
        }
        before = now;
        steps++;
    }

    private List<Tensor> copies() {
        return learned.stream().map(parameter -> parameter.value().copy()).toList();
    }

    /** The diagnosis of the model as it is after an epoch and a step. */
    Diagnosis diagnose(int epoch, long step) {
        Tape tape = new Tape();
        Seen seen = new Seen();
        Pass pass = Pass.training(tape, StepNumber.tensor(step)).shownTo(seen);
        Var cost = model.cost(tape.input("x", x), tape.input("y", y), pass);
        List<Var> by = new ArrayList<>(seen.outputs.values());
        learned.forEach(parameter -> by.add(tape.parameter(parameter)));
        List<Var> gradients = Derivatives.grad(cost, by.toArray(Var[]::new));
        List<OfLayer> layers = new ArrayList<>();
        for (Map.Entry<String, Var> output : seen.outputs.entrySet()) {
            Tensor value = output.getValue().value();
            Tensor slopes = seen.slopes(output.getKey());
            layers.add(new OfLayer(
                    output.getKey(),
                    norm(value) / Math.sqrt(value.count()),
                    norm(gradients.get(layers.size()).value()),
                    slopes == null ? Double.NaN : flat(slopes),
                    slopes == null ? Double.NaN : dead(slopes)));
        }
        List<OfParameter> parameters = new ArrayList<>();
        for (int i = 0; i < learned.size(); i++) {
            Parameter parameter = learned.get(i);
            double gradient = norm(gradients.get(layers.size() + i).value());
            double update = steps == 0 ? Double.NaN : ratios[i] / steps;
            parameters.add(new OfParameter(parameter.name(), norm(parameter.value()), gradient, update));
        }
        return new Diagnosis(epoch, List.copyOf(layers), List.copyOf(parameters));
    }

    private static double norm(Tensor tensor) {
        return Math.sqrt(Norm.squared(tensor.data(), 0, tensor.count()));
    }

    private static double flat(Tensor slopes) {
        int count = 0;
        for (float slope : slopes.data()) {
            count += Math.abs(slope) < FLAT ? 1 : 0;
        }
        return (double) count / slopes.count();
    }

    private static double dead(Tensor slopes) {
        int units = slopes.shape().columns();
        boolean[] alive = new boolean[units];
        for (int i = 0; i < slopes.count(); i++) {
            alive[i % units] |= slopes.data()[i] != 0;
        }
        int count = 0;
        for (boolean one : alive) {
            count += one ? 0 : 1;
        }
        return (double) count / units;
    }

    /** What the layers showed. */
    private static final class Seen implements Pass.Observer {
        private final Map<String, Var> outputs = new LinkedHashMap<>();
        private final Map<String, Var> slopes = new LinkedHashMap<>();

        @Override
        public void layer(String path, Var out) {
            outputs.put(path, out);
        }

        @Override
        public void function(String path, Pointwise function, Var in) {
            Var argument = function.slopeOfOutput() ? in.map(function) : in;
            slopes.put(path, argument.map(function.slope()));
        }

        /** The slopes of a layer's function, which may be a part of it; null if it has none. */
        @Nullable
        Tensor slopes(String path) {
            Var own = slopes.getOrDefault(path, slopes.get(path + ".activation"));
            return own == null ? null : own.value();
        }
    }
}
