package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import lanegrad.loss.Joint;
import lanegrad.loss.Output;
import lanegrad.loss.Variable;
import lanegrad.nn.InputColumn;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.Sequence;
import lanegrad.nn.layer.Dense;
import lanegrad.tensor.Shape;

/**
 * Finds what is wrong with an experiment whatever its data is like: it is put together for made-up sizes, twice. Messages
 * name the sizes, so one that stays the same is about no size that the data has a say in.
 */
final class Trial {
    private final Experiment experiment;
    private final List<String> columns;

    private Trial(Experiment experiment, List<String> columns) {
        this.experiment = experiment;
        this.columns = columns;
    }

    /**
     * Puts an experiment together.
     *
     * @param columns the names of its input columns, none if they aren't known
     * @throws lanegrad.nn.LayerException if the layers don't fit one another
     * @throws IllegalArgumentException if the output isn't for such targets
     */
    static void of(Experiment experiment, List<String> columns) {
        Trial trial = new Trial(experiment, columns);
        twice(trial::layers);
        twice(trial::output);
    }

    private static void twice(IntConsumer work) {
        try {
            work.accept(2);
        } catch (IllegalArgumentException first) {
            try {
                work.accept(3);
            } catch (IllegalArgumentException second) {
                if (Objects.equals(first.getMessage(), second.getMessage())) {
                    throw first;
                }
            }
        }
    }

    private void layers(int size) {
        List<LayerSpec> all = new ArrayList<>(experiment.model());
        all.add(new Dense(1));
        Sequence layers = new Sequence(all);
        int inputs = size;
        if (!columns.isEmpty()) {
            int each = size - 1;
            inputs = each * columns.size();
            layers = layers.resolve(columns.stream()
                    .map(name -> new InputColumn(name, each, each == 1))
                    .toList());
        }
        layers.build(Shape.of(inputs), Scope.trial());
    }

    private void output(int size) {
        List<String> names = experiment.data().target();
        Map<String, Output.Target> wants = experiment.output().wants(names);
        List<Variable> targets = names.stream()
                .map(name -> wants.containsKey(name) && wants.get(name) != Output.Target.CLASSES
                        ? Variable.number(name)
                        : new Variable(name, size))
                .toList();
        new Joint(experiment.output().resolve(targets), targets);
    }
}
