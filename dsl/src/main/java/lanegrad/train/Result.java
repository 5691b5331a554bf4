package lanegrad.train;

import java.util.List;
import lanegrad.data.Features;
import lanegrad.model.Network;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param model the model, with the parameters of its best epoch, or the ensemble of such models
 * @param features how raw columns become its inputs
 * @param train how it does on the training split
 * @param validation how it does on the validation split, null without one
 * @param test how it does on the test split, null without one
 * @param epochs the epochs trained, of all models together
 * @param bestEpochs the epoch that the parameters are of, for each model
 * @param steps the steps trained, of all models together
 */
public record Result(
        Network model,
        Features features,
        Scores train,
        @Nullable Scores validation,
        @Nullable Scores test,
        int epochs,
        List<Integer> bestEpochs,
        long steps) {}
