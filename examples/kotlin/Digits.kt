package lanegrad.examples

import java.nio.file.Path
import lanegrad.data
import lanegrad.data.Share
import lanegrad.data.format.Csv
import lanegrad.experiment
import lanegrad.loss.Categorical
import lanegrad.model
import lanegrad.nn.init.He
import lanegrad.optim.AdamW
import lanegrad.train.Experiment
import lanegrad.train.TrainEvent
import lanegrad.training

/** Handwritten digits, as in yaml/digits.yaml. */
fun digits(): Experiment =
    experiment(
        "digits",
        seed = 7,
        data = data(Csv("../data/digits.csv"), "digit", validation = Share(0.1), test = Share(0.2)),
        model =
            model(Categorical()) {
                dropout(0.2)
                dense(384, init = He())
                relu()
                dropout(0.5)
                residual {
                    dense(384, init = He())
                    relu()
                    dropout(0.5)
                }
            },
        train = training(epochs = 160, batch = 32, optimizer = AdamW(0.0003, 0.5)),
    )

fun main() {
    val run = digits().start(Path.of("kotlin"))
    println(run.model())
    val result = run.fit { event ->
        if (event is TrainEvent.EpochDone) println("epoch ${event.epoch()}: loss ${event.loss()}")
    }
    println(result.test())
}
