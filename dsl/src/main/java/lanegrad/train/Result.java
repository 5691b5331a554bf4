package lanegrad.train;

import lanegrad.data.Features;
import lanegrad.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param model the model, with the parameters of the best epoch
 * @param features how raw columns become its inputs
 * @param train how it does on the training split
 * @param validation how it does on the validation split, null without one
 * @param test how it does on the test split, null without one
 * @param epochs the epochs trained
 * @param bestEpoch the epoch that the parameters are of
 * @param steps the steps trained
 */
public record Result(
        Model model,
        Features features,
        Scores train,
        @Nullable Scores validation,
        @Nullable Scores test,
        int epochs,
        int bestEpoch,
        long steps) {}
