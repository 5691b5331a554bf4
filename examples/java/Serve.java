/// A model kept in a file and served: for tables as they come, and row by row on several threads without allocating.
/// From the folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad java/Serve.java

import module lanegrad;

void main() throws Exception {
    var file = train();
    var served = ModelFile.read(file);

    var table = new Table("points", List.of(new Column.Numeric("x1", 0.1, 0.9), new Column.Numeric("x2", 0.9, -0.4)));
    for (var point : new Predictor(served.model(), served.features()).predict(table)) {
        IO.println(((Prediction.OfClass) point).label());
    }

    var points = served.features().encodeInputs(table).inputs();
    var inference = new Inference(served.model());
    try (var threads = Executors.newFixedThreadPool(2)) {
        var first = threads.submit(() -> probability(inference.session(), points, 0));
        var second = threads.submit(() -> probability(inference.session(), points, 1));
        IO.println("probabilities %.2f and %.2f".formatted(first.get(), second.get()));
    }
    Files.delete(file);
}

/// One prediction of a thread, which keeps its session and asks it again and again.
float probability(Inference session, float[] points, int point) {
    var row = session.input(1).data();
    System.arraycopy(points, point * row.length, row, 0, row.length);
    return session.predict(1).data()[0];
}

Path train() throws IOException {
    var spec = ModelSpec.of(layers -> layers.dense(16).tanh());
    var data = new DataSpec(new Moons(400, 0.1)).test(new Share(0.25));
    var fast = new TrainSpec().epochs(60).optimizer(new Adam(0.02));
    var result = Experiment.of("moons", data, spec).train(fast).start(Path.of(".")).fit(event -> {});
    var file = Files.createTempFile("moons", ".safetensors");
    new ModelFile(result.model(), result.features(), Json.read("{}", "about")).write(file);
    return file;
}
