package lanegrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.optim.Clip;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Update;
import lanegrad.optim.UpdateRule;
import lanegrad.tensor.Tensor;

/** What an optimiser remembers of each parameter that changes, and the settings of the step to come. */
final class Memory implements Updater {
    private final TrainSpec spec;
    private final UpdateRule rule;
    private final List<Cell> cells;

    /** One parameter's part. */
    private record Cell(Parameter parameter, Group group, Tensor[] state, Optimizer.Step step) {}

    Memory(TrainSpec spec, UpdateRule rule, List<Parameter> learned) {
        this.spec = spec;
        this.rule = rule;
        cells = learned.stream()
                .map(this::cell)
                .filter(cell -> cell.group.rate() > 0)
                .toList();
    }

    private Cell cell(Parameter parameter) {
        Group group = Group.of(spec.groups(), parameter);
        Tensor[] state = Arrays.stream(rule.state())
                .map(_ -> Tensor.zeros(parameter.value().shape()))
                .toArray(Tensor[]::new);
        double decay = parameter.kind() == Parameter.Kind.WEIGHT ? group.decay() : 0;
        Clip clip = spec.clip();
        double bound = clip == null ? Double.POSITIVE_INFINITY : clip.bound();
        return new Cell(
                parameter,
                group,
                state,
                new Optimizer.Step(decay, decay * spec.weights().l2(), bound));
    }

    @Override
    public List<Parameter> parameters() {
        return cells.stream().map(Cell::parameter).toList();
    }

    @Override
    public void next(long number, double rate) {
        for (int i = 0; i < cells.size(); i++) { // without an iterator: a step allocates nothing
            Cell cell = cells.get(i);
            cell.step.set(number, rate * cell.group.rate());
        }
    }

    @Override
    public float step(TrainingStep program, long taken) {
        return program.run(taken);
    }

    @Override
    public void update(Tape tape, List<Var> gradients) {
        Clip clip = spec.clip();
        if (clip != null && clip.readsGradients()) {
            tape.effect(new Clipping(clip, cells.stream().map(Cell::step).toList()), gradients.toArray(Var[]::new));
        }
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            Var gradient = gradients.get(i);
            tape.labelled(cell.parameter.name(), () -> update(tape, cell, gradient));
        }
    }

    private Var update(Tape tape, Cell cell, Var gradient) {
        Var parameter = tape.parameter(cell.parameter);
        List<Var> in = new ArrayList<>(List.of(parameter, gradient));
        for (int i = 0; i < cell.state.length; i++) {
            in.add(tape.shared(cell.parameter.name() + "." + rule.state()[i], cell.state[i]));
        }
        tape.effect(new Update(rule, cell.step), in.toArray(Var[]::new));
        boolean matrix = cell.parameter.kind() == Parameter.Kind.WEIGHT
                && cell.parameter.value().shape().rank() == 2;
        if (matrix && spec.weights().maxNorm() > 0) {
            tape.effect(new MaxNorm(spec.weights().maxNorm()), parameter);
        }
        return parameter;
    }
}
