/// A layer of one's own, kept in a model file under its name. From the folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad java/OwnLayer.java

import module lanegrad;

/// Each input times a factor that is learned: y_j = w_j x_j, [units] -> [units].
public record Scale(float start) implements LayerSpec {
    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        var factor = scope.bias("factor", in.size(-1), start);
        return (x, pass) -> x.times(x.tape().parameter(factor));
    }
}

void main() throws IOException {
    var spec = ModelSpec.of(layers -> layers.layer(new Scale(0.5f)).dense(16).tanh());
    var data = new DataSpec(new Moons(400, 0.1)).test(new Share(0.25));
    var result = Experiment.of("moons", data, spec).start(Path.of(".")).fit(event -> {});
    var file = Files.createTempFile("moons", ".safetensors");

    var catalog = Catalog.STANDARD.with(new Catalog.Line(LayerSpec.class, "scale", Scale.class));
    new ModelFile(result.model(), result.features(), Json.read("{}", "about")).write(file, catalog);
    var read = ModelFile.read(file, catalog);

    IO.println(read.model());
    var point = Tensor.matrix(new float[] {0.3f, 0.8f});
    IO.println("predicts the same: " + Arrays.equals(
            read.model().predict(point).data(), result.model().predict(point).data()));
    Files.delete(file);
}
