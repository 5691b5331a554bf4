package lanegrad.examples

import lanegrad.data
import lanegrad.data.RowWeights
import lanegrad.data.Share
import lanegrad.data.format.Csv
import lanegrad.experiment
import lanegrad.heads
import lanegrad.loss.Bernoulli
import lanegrad.loss.Categorical
import lanegrad.loss.Gaussian
import lanegrad.loss.Hinge
import lanegrad.loss.Huber
import lanegrad.loss.JointTable
import lanegrad.loss.Laplace
import lanegrad.loss.Mixture
import lanegrad.loss.Poisson
import lanegrad.loss.Quantiles
import lanegrad.model
import lanegrad.nn.init.He
import lanegrad.nn.layer.BernoulliUnits
import lanegrad.nn.layer.Embedding
import lanegrad.nn.layer.Flatten
import lanegrad.nn.layer.GaussianUnits
import lanegrad.nn.layer.LogSoftmax
import lanegrad.nn.layer.Maxout
import lanegrad.nn.layer.Merge
import lanegrad.nn.layer.Noise
import lanegrad.nn.layer.Prelu
import lanegrad.nn.layer.Rbf
import lanegrad.nn.layer.Select
import lanegrad.nn.layer.Shared
import lanegrad.nn.layer.Softmax
import lanegrad.optim.AdamW
import lanegrad.optim.ClipNorm
import lanegrad.optim.CosineDecay
import lanegrad.train.EarlyStopping
import lanegrad.train.Experiment
import lanegrad.train.Group
import lanegrad.train.Weights
import lanegrad.training

/** As in everything.yaml. */
fun everything(): Experiment =
    experiment(
        "everything",
        seed = 3,
        data =
            data(
                Csv("rows.csv"),
                *"abcdefghijklm".map { it.toString() }.toTypedArray(),
                validation = Share(0.1),
                weights = RowWeights.ByColumn("trust"),
            ),
        model =
            model(
                heads(
                    "a" to Gaussian(),
                    "b, c" to Gaussian(Gaussian.Variance.FULL),
                    "d" to Laplace(),
                    "e" to Huber(2.0),
                    "f" to Poisson(),
                    "g" to Quantiles(listOf(0.1, 0.9)),
                    "h" to Mixture(5),
                    "i" to Hinge(),
                    "j, k" to JointTable(),
                    "l" to Bernoulli(),
                    "m" to Categorical(0.1),
                ),
            ) {
                parallel(
                    Merge.CONCAT,
                    {
                        layer(Select(listOf("age", "income")))
                        layer(Noise(0.1))
                        dense(8)
                    },
                    {
                        layer(Embedding(4, listOf("zip")))
                        dropout(0.2)
                    },
                    {},
                )
                dense(2, mask = listOf(listOf(1, 0), listOf(1, 1)))
                val block = model {
                    dense(8, bias = false, l1 = 0.001)
                    layer(Prelu())
                }
                layer(Shared("block", block.layers))
                residual {
                    batchNorm()
                    relu()
                    dense(8, activation = Softmax(), init = He())
                }
                recomputed {
                    dense(8)
                    relu()
                }
                layerNorm()
                layer(Maxout(8, 3))
                layer(Rbf(8))
                layer(GaussianUnits(8))
                layer(BernoulliUnits(8, BernoulliUnits.Baseline.OPTIMAL, false))
                layer(Flatten())
                layer(LogSoftmax())
                parallel(Merge.MULTIPLY, { tanh() }, { sigmoid() })
            },
        train =
            training(
                epochs = 5,
                batch = 16,
                accumulate = 2,
                optimizer = AdamW(0.01, 0.1),
                schedule = CosineDecay(0.0, 0.1),
                clip = ClipNorm(1.0),
                weights = Weights(0.001, 0.01, 3.0),
                groups = listOf(Group("1.dense", 0.0)),
                average = 0.9,
                ensemble = 3,
                earlyStopping = EarlyStopping("validation.loss", 4),
            ),
    )
