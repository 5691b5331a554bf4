package lanegrad.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Update;
import lanegrad.tensor.Tensor;

/** An optimiser with what it remembers of each parameter, and the settings of the step to come. */
final class Memory {
    private final Optimizer optimizer;
    private final Map<Parameter, Tensor[]> states = new HashMap<>();
    private final Optimizer.Step ofWeights;
    private final Optimizer.Step ofOthers;

    Memory(Optimizer optimizer, List<Parameter> parameters) {
        this.optimizer = optimizer;
        ofWeights = new Optimizer.Step(1, optimizer.rate(), 1, true);
        ofOthers = new Optimizer.Step(1, optimizer.rate(), 1, false);
        for (Parameter parameter : parameters) {
            Tensor[] state = new Tensor[optimizer.state().length];
            for (int i = 0; i < state.length; i++) {
                state[i] = Tensor.zeros(parameter.value().shape());
            }
            states.put(parameter, state);
        }
    }

    /** Sets the number, from 1, and the rate of the step to come. */
    void next(long number, double rate) {
        ofWeights.set(number, rate, 1);
        ofOthers.set(number, rate, 1);
    }

    /** Records the update of a parameter by its gradient. */
    void update(Tape tape, Parameter parameter, Var gradient) {
        List<Var> in = new ArrayList<>(List.of(tape.parameter(parameter), gradient));
        Tensor[] state = states.getOrDefault(parameter, new Tensor[0]);
        for (int i = 0; i < state.length; i++) {
            in.add(tape.shared(parameter.name() + "." + optimizer.state()[i], state[i]));
        }
        boolean decays = parameter.kind() == Parameter.Kind.WEIGHT;
        Update update = new Update(optimizer, decays ? ofWeights : ofOthers);
        tape.labelled(parameter.name(), () -> {
            tape.effect(update, in.toArray(Var[]::new));
            return update;
        });
    }
}
