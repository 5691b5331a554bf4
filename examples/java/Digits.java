/// Handwritten digits, as in yaml/digits.yaml. From the folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad java/Digits.java

import module lanegrad;

Experiment experiment() {
    var dense = new Dense(384).init(new He());
    var model = ModelSpec.of(layers -> layers.dropout(0.2)
                    .layer(dense)
                    .relu()
                    .dropout(0.5)
                    .residual(inner -> inner.layer(dense).relu().dropout(0.5)))
            .output(new Categorical());
    var data = new DataSpec(new Csv("../data/digits.csv"), "digit")
            .validation(new Share(0.1))
            .test(new Share(0.2));
    var train = new TrainSpec().epochs(160).batch(32).optimizer(new AdamW(0.0003, 0.5));
    return Experiment.of("digits", data, model).seed(7).train(train);
}

void main() {
    var run = experiment().start(Path.of("java"));
    IO.println(run.model());
    var result = run.fit(event -> {
        if (event instanceof TrainEvent.EpochDone done) {
            IO.println("epoch %d: loss %.4f".formatted(done.epoch(), done.loss()));
        }
    });
    IO.println(result.test());
}
