package lanegrad.data;

/** Where the rows to validate or test with come from: a share of the training data, or a source of their own. */
public sealed interface Holdout permits Share, Source {}
