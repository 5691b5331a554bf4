package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.data.RowWeights;
import lanegrad.data.Split;
import lanegrad.model.Model;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** An {@link Experiment} under way: its data encoded, its model built, ready to be trained. */
public final class Run {
    /** The most rows to diagnose on: enough to see that a unit is dead. */
    private static final int DIAGNOSED = 256;

    private final Experiment experiment;
    private final Split split;
    private final Features features;
    private final Model model;
    private final Trainer trainer;
    private final Dataset training;
    private final @Nullable Dataset validation;
    private final @Nullable Dataset test;

    Run(Experiment experiment, Split split, Features features) {
        this.experiment = experiment;
        this.split = split;
        this.features = features;
        model = new Model(experiment.spec().resolve(features), features, experiment.seed());
        trainer = new Trainer(model, experiment.train());
        RowWeights weights = experiment.data().weights();
        training = features.encode(
                split.train(),
                weights == null
                        ? null
                        : weights.of(split.train(), experiment.data().target()));
        validation = split.validation().rows() == 0 ? null : features.encode(split.validation());
        test = split.test().rows() == 0 ? null : features.encode(split.test());
        requireLayers(experiment.train().groups());
        EarlyStopping rule = experiment.train().earlyStopping();
        requireKnown("early-stopping", rule == null ? "" : rule.metric());
        requireKnown("schedule", experiment.train().schedule().watches());
    }

    /** What this run follows from. */
    public Experiment experiment() {
        return experiment;
    }

    /** The tables. */
    public Split split() {
        return split;
    }

    /** How columns become inputs, fitted on the training split. */
    public Features features() {
        return features;
    }

    /** The model, changed by {@link #fit}. */
    public Model model() {
        return model;
    }

    /** A listener for {@link #fit} that diagnoses the model after each epoch, on the same rows of the training split. */
    public Consumer<TrainEvent> diagnoser(Consumer<Diagnosis> told) {
        Batches rows = Batches.inOrder(training, DIAGNOSED);
        Tensor x = Tensor.zeros(Shape.of(rows.rows(0), training.width()));
        Tensor y = Tensor.zeros(Shape.of(rows.rows(0), training.targetWidth()));
        rows.fill(0, x.data(), y.data());
        return new Diagnoser(model, x, y, told);
    }

    /** The loop, to be stopped from outside. */
    public Trainer trainer() {
        return trainer;
    }

    /**
     * Trains, puts back the parameters of the epoch that did best on the validation split (the last one, if there is no
     * such split), and scores all splits.
     *
     * @param listener is told of each step and epoch
     * @throws DivergedException if the cost isn't finite at some step
     */
    public Result fit(Consumer<TrainEvent> listener) {
        EarlyStopping rule = experiment.train().earlyStopping();
        String watched = rule != null ? rule.metric() : validation != null ? "validation.loss" : "";
        BestModel best = new BestModel(model.parameters(), watched);
        Consumer<TrainEvent> all = listener.andThen(best);
        if (rule != null) {
            all = all.andThen(new EarlyStopper(rule, trainer::stop));
        }
        int epochs = trainer.fit(training, () -> scores(validation), experiment.seed(), all);
        int bestEpoch = epochs;
        if (!watched.isEmpty()) {
            best.restore();
            bestEpoch = best.epoch();
        }
        Scores train = Evaluation.of(model, features, training);
        return new Result(model, features, train, scores(validation), scores(test), epochs, bestEpoch, trainer.steps());
    }

    private @Nullable Scores scores(@Nullable Dataset data) {
        return data == null ? null : Evaluation.of(model, features, data);
    }

    private void requireKnown(String who, String metric) {
        List<String> known = new ArrayList<>(List.of("train.loss"));
        if (validation != null) {
            Scores.names(model.joint()).forEach(name -> known.add("validation." + name));
        }
        if (!metric.isEmpty() && !known.contains(metric)) {
            throw new IllegalArgumentException("%s: there is no metric '%s'; known are %s%s"
                    .formatted(
                            who,
                            metric,
                            String.join(", ", known),
                            validation == null ? "; for others give `data` a `validation` split" : ""));
        }
    }

    private void requireLayers(List<Group> groups) {
        for (Group group : groups) {
            if (model.parameters().stream().noneMatch(group::has)) {
                List<String> places = model.parameters().stream()
                        .map(parameter ->
                                parameter.name().substring(0, parameter.name().lastIndexOf('.')))
                        .distinct()
                        .toList();
                throw new IllegalArgumentException("groups: there are no layers '%s' with parameters; known are %s"
                        .formatted(group.layers(), String.join(", ", places)));
            }
        }
    }
}
