package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lanegrad.data.Batches;
import lanegrad.data.Dataset;
import lanegrad.data.Features;
import lanegrad.data.RowWeights;
import lanegrad.data.Split;
import lanegrad.data.Table;
import lanegrad.model.Ensemble;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.model.Network;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainEvent.MemberBegun;
import org.jspecify.annotations.Nullable;

/** An {@link Experiment} under way: its data encoded, its model built (or its models), ready to be trained. */
public final class Run {
    /** The most rows to diagnose on: enough to see that a unit is dead. */
    private static final int DIAGNOSED = 256;

    private final Experiment experiment;
    private final Split split;
    private final Features features;
    private final List<Model> models = new ArrayList<>();
    private final Dataset training;
    private final @Nullable Dataset validation;
    private final @Nullable Dataset test;
    private volatile boolean stopped;
    private volatile @Nullable Trainer trainer;

    Run(Experiment experiment, Split split, Features features) {
        this.experiment = experiment;
        this.split = split;
        this.features = features;
        experiment.train().requireBatchFor(split.train().rows());
        ModelSpec spec = experiment.spec().resolve(features);
        for (int i = 0; i < experiment.train().ensemble(); i++) {
            models.add(new Model(spec, features, Ensemble.seed(experiment.seed(), i)));
        }
        for (Table table : List.of(split.train(), split.validation(), split.test())) {
            model().requireTargets(table);
        }
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

    /** The model, changed by {@link #fit}; of several, the first. */
    public Model model() {
        return models.getFirst();
    }

    /** All models, whose predictions are averaged. */
    public Network network() {
        return Ensemble.of(models);
    }

    /** A listener for {@link #fit} that diagnoses the model after each epoch, on the same rows of the training split. */
    public Consumer<TrainEvent> diagnoser(Consumer<Diagnosis> told) {
        Batches rows = Batches.inOrder(training, DIAGNOSED);
        Tensor x = Tensor.zeros(Shape.of(rows.rows(0), training.width()));
        Tensor y = Tensor.zeros(Shape.of(rows.rows(0), training.targetWidth()));
        rows.fill(0, x.data(), y.data());
        return new Diagnoser(models, x, y, told);
    }

    /** Ends {@link #fit} after the step that is under way, without models not begun yet; may be called from any thread. */
    public void stop() {
        stopped = true;
        stopModel();
    }

    /** Ends the training of the model under way, but not of those after it; may be called from any thread. */
    public void stopModel() {
        Trainer current = trainer;
        if (current != null) {
            current.stop();
        }
    }

    /**
     * Trains, puts back the parameters of the epoch that did best on the validation split (the last one, if there is no
     * such split), and scores all splits; the models of an ensemble one after another, each with its own best epoch.
     *
     * @param listener is told of each step and epoch
     * @throws DivergedException if the cost isn't finite at some step
     */
    public Result fit(Consumer<TrainEvent> listener) {
        List<Model> trained = new ArrayList<>();
        List<Integer> bestEpochs = new ArrayList<>();
        int epochs = 0;
        long steps = 0;
        for (Model model : models) {
            if (!trained.isEmpty() && stopped) {
                break;
            }
            trained.add(model);
            if (models.size() > 1) {
                listener.accept(new MemberBegun(trained.size(), models.size()));
            }
            Fitted fitted = fit(model, listener);
            epochs += fitted.epochs;
            bestEpochs.add(fitted.bestEpoch);
            steps += fitted.steps;
        }
        Network all = Ensemble.of(trained);
        Scores train = Evaluation.of(all, features, training);
        return new Result(
                all,
                features,
                train,
                scores(all, validation),
                scores(all, test),
                epochs,
                List.copyOf(bestEpochs),
                steps);
    }

    private record Fitted(int epochs, int bestEpoch, long steps) {}

    private Fitted fit(Model model, Consumer<TrainEvent> listener) {
        Trainer own = new Trainer(model, experiment.train());
        trainer = own;
        if (stopped) {
            own.stop();
        }
        EarlyStopping rule = experiment.train().earlyStopping();
        String watched = rule != null ? rule.metric() : validation != null ? "validation.loss" : "";
        BestModel best = new BestModel(model.parameters(), watched);
        Consumer<TrainEvent> all = listener.andThen(best);
        if (rule != null) {
            all = all.andThen(new EarlyStopper(rule, own::stop));
        }
        int epochs = own.fit(training, () -> scores(model, validation), model.seed(), all);
        if (watched.isEmpty()) {
            return new Fitted(epochs, epochs, own.steps());
        }
        best.restore();
        return new Fitted(epochs, best.epoch(), own.steps());
    }

    private @Nullable Scores scores(Network model, @Nullable Dataset data) {
        return data == null ? null : Evaluation.of(model, features, data);
    }

    private void requireKnown(String who, String metric) {
        List<String> known = new ArrayList<>(List.of("train.loss"));
        if (validation != null) {
            Scores.names(model().joint()).forEach(name -> known.add("validation." + name));
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
            if (model().parameters().stream().noneMatch(group::has)) {
                List<String> places = model().parameters().stream()
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
