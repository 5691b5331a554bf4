package lanegrad.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.layer.Activation;
import lanegrad.nn.layer.BatchNorm;
import lanegrad.nn.layer.Dense;
import lanegrad.nn.layer.Dropout;
import lanegrad.nn.layer.LayerNorm;
import lanegrad.nn.layer.Merge;
import lanegrad.nn.layer.Parallel;
import lanegrad.nn.layer.Recomputed;
import lanegrad.nn.layer.Residual;

/** Layers being stacked by fluent calls; {@link #layer} takes any, the others are short for the common ones. */
public final class Stack {
    private final List<LayerSpec> layers = new ArrayList<>();

    /** An empty stack. */
    public Stack() {}

    /** Adds any layer. */
    public Stack layer(LayerSpec layer) {
        layers.add(layer);
        return this;
    }

    /** Adds a fully connected layer. */
    public Stack dense(int units) {
        return layer(new Dense(units));
    }

    /** Adds any activation. */
    public Stack activation(Pointwise function) {
        return layer(new Activation(function));
    }

    /** Adds max(0, x). */
    public Stack relu() {
        return activation(new Relu());
    }

    /** Adds tanh x. */
    public Stack tanh() {
        return activation(new Tanh());
    }

    /** Adds 1 / (1 + exp(-x)). */
    public Stack sigmoid() {
        return activation(new Sigmoid());
    }

    /** Adds dropout of a share of the units. */
    public Stack dropout(double rate) {
        return layer(new Dropout(rate));
    }

    /** Adds batch normalisation. */
    public Stack batchNorm() {
        return layer(new BatchNorm());
    }

    /** Adds layer normalisation. */
    public Stack layerNorm() {
        return layer(new LayerNorm());
    }

    /** Adds branches that see the same input and whose outputs become one. */
    @SafeVarargs
    public final Stack parallel(Merge merge, Function<Stack, Stack>... branches) {
        List<List<LayerSpec>> lists = new ArrayList<>();
        for (Function<Stack, Stack> branch : branches) {
            lists.add(branch.apply(new Stack()).layers());
        }
        return layer(new Parallel(lists, merge));
    }

    /** Adds layers whose input is added to their output. */
    public Stack residual(Function<Stack, Stack> inner) {
        return layer(new Residual(inner.apply(new Stack()).layers()));
    }

    /** Adds layers whose inner values training computes again instead of keeping them: less memory, more time. */
    public Stack recomputed(Function<Stack, Stack> inner) {
        return layer(new Recomputed(inner.apply(new Stack()).layers()));
    }

    /** The layers so far. */
    public List<LayerSpec> layers() {
        return List.copyOf(layers);
    }
}
