/** Kotlin's spelling of models and experiments: receiver lambdas and named arguments around the same records as Java's. */
package lanegrad

import lanegrad.data.DataSpec
import lanegrad.data.Holdout
import lanegrad.data.RowWeights
import lanegrad.data.Share
import lanegrad.data.Source
import lanegrad.kernels.pointwise.Pointwise
import lanegrad.kernels.pointwise.Relu
import lanegrad.kernels.pointwise.Sigmoid
import lanegrad.kernels.pointwise.Tanh
import lanegrad.loss.Auto
import lanegrad.loss.Heads
import lanegrad.loss.Output
import lanegrad.model.ModelSpec
import lanegrad.nn.ActivationSpec
import lanegrad.nn.Init
import lanegrad.nn.LayerSpec
import lanegrad.nn.layer.Activation
import lanegrad.nn.layer.BatchNorm
import lanegrad.nn.layer.Dense
import lanegrad.nn.layer.Dropout
import lanegrad.nn.layer.LayerNorm
import lanegrad.nn.layer.Merge
import lanegrad.nn.layer.Parallel
import lanegrad.nn.layer.Recomputed
import lanegrad.nn.layer.Residual
import lanegrad.optim.Clip
import lanegrad.optim.Optimizer
import lanegrad.optim.Schedule
import lanegrad.train.EarlyStopping
import lanegrad.train.Experiment
import lanegrad.train.Group
import lanegrad.train.TrainSpec
import lanegrad.train.Weights

/** Keeps the layers of an inner block from being added to an outer one by mistake. */
@DslMarker
public annotation class LayersDsl

/** Layers being stacked; [layer] takes any, the others are short for the common ones. */
@LayersDsl
public class Layers internal constructor() {
    private val stacked = mutableListOf<LayerSpec>()

    /** Adds any layer. */
    public fun layer(layer: LayerSpec) {
        stacked += layer
    }

    /** Adds a fully connected layer; what isn't named is as in [Dense]. */
    public fun dense(
        units: Int,
        activation: ActivationSpec = Dense(units).activation(),
        init: Init = Dense(units).init(),
        bias: Boolean = Dense(units).bias(),
        l1: Double = Dense(units).l1(),
        l2: Double = Dense(units).l2(),
        mask: List<List<Int>> = Dense(units).mask(),
        biasStart: Double = Dense(units).biasStart(),
    ): Unit = layer(Dense(units, activation, init, bias, l1, l2, mask, biasStart))

    /** Adds any activation. */
    public fun activation(function: Pointwise): Unit = layer(Activation(function))

    /** Adds max(0, x). */
    public fun relu(): Unit = activation(Relu())

    /** Adds tanh x. */
    public fun tanh(): Unit = activation(Tanh())

    /** Adds 1 / (1 + exp(-x)). */
    public fun sigmoid(): Unit = activation(Sigmoid())

    /** Adds dropout of a share of the units. */
    public fun dropout(rate: Double): Unit = layer(Dropout(rate))

    /** Adds batch normalisation. */
    public fun batchNorm(): Unit = layer(BatchNorm())

    /** Adds layer normalisation. */
    public fun layerNorm(): Unit = layer(LayerNorm())

    /** Adds branches that see the same input and whose outputs become one. */
    public fun parallel(merge: Merge, vararg branches: Layers.() -> Unit): Unit =
        layer(Parallel(branches.map { layers(it) }, merge))

    /** Adds layers whose input is added to their output. */
    public fun residual(inner: Layers.() -> Unit): Unit = layer(Residual(layers(inner)))

    /** Adds layers whose inner values training computes again instead of keeping them: less memory, more time. */
    public fun recomputed(inner: Layers.() -> Unit): Unit = layer(Recomputed(layers(inner)))

    internal companion object {
        fun layers(block: Layers.() -> Unit): List<LayerSpec> = Layers().apply(block).stacked
    }
}

/** A model's description: hidden layers, and what it predicts. */
public fun model(output: Output = Auto(), layers: Layers.() -> Unit): ModelSpec =
    ModelSpec(Layers.layers(layers), output)

/** A description of the data; what isn't named is as in [DataSpec]. */
public fun data(
    train: Source,
    vararg target: String,
    validation: Holdout = Share.NONE,
    test: Holdout = Share.NONE,
    weights: RowWeights? = null,
): DataSpec = DataSpec(train, target.toList(), validation, test, mapOf(), weights)

/** An output for each target, over shared layers. */
public fun heads(vararg of: Pair<String, Output>): Heads = Heads(linkedMapOf(*of))

/** A description of training; what isn't named is as in [TrainSpec]. */
public fun training(
    epochs: Int = TrainSpec().epochs(),
    batch: Int = TrainSpec().batch(),
    accumulate: Int = TrainSpec().accumulate(),
    optimizer: Optimizer = TrainSpec().optimizer(),
    schedule: Schedule = TrainSpec().schedule(),
    clip: Clip? = TrainSpec().clip(),
    weights: Weights = TrainSpec().weights(),
    groups: List<Group> = TrainSpec().groups(),
    average: Double = TrainSpec().average(),
    ensemble: Int = TrainSpec().ensemble(),
    earlyStopping: EarlyStopping? = TrainSpec().earlyStopping(),
): TrainSpec =
    TrainSpec(
        epochs,
        batch,
        accumulate,
        optimizer,
        schedule,
        clip,
        weights,
        groups,
        average,
        ensemble,
        earlyStopping,
    )

/** An experiment: all that a training run follows from. */
public fun experiment(
    name: String,
    data: DataSpec,
    model: ModelSpec,
    seed: Long = 0,
    train: TrainSpec = TrainSpec(),
): Experiment = Experiment.of(name, data, model).seed(seed).train(train)
