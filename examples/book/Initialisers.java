/// How activations vary over 30 layers of 256 units, by the initialiser (Liquet, Moka, Nazarathy, section 5.5). From the
/// folder examples, with the jars of the build:
///
///     java -p ../cli/target/app --add-modules lanegrad book/Initialisers.java ../docs/pictures/initialisers.svg

import module lanegrad;
import lanegrad.nn.init.Normal;

final int WIDTH = 256;
final int LAYERS = 30;
final int ROWS = 64;

void main(String[] to) throws IOException {
    var relu = chart("ReLU, inputs of deviation 1", 1e-9, 1e9)
            .line("he", layers(), squares(new Relu(), new He(), 1))
            .line("orthogonal: 1.414", layers(), squares(new Relu(), new Orthogonal(Math.sqrt(2)), 1))
            .line("glorot", layers(), squares(new Relu(), new Glorot(), 1))
            .line("uniform: 0.05", layers(), squares(new Relu(), new Uniform(0.05), 1))
            .line("normal: 0.1", layers(), squares(new Relu(), new Normal(0.1), 1))
            .line("normal: 1", layers(), squares(new Relu(), new Normal(1), 1));
    var tanh = chart("tanh, inputs of deviation 0.1", 1e-8, 1e2)
            .line("xavier", layers(), squares(new Tanh(), new Xavier(), 0.1))
            .line("orthogonal", layers(), squares(new Tanh(), new Orthogonal(1), 0.1))
            .line("glorot", layers(), squares(new Tanh(), new Glorot(), 0.1))
            .line("uniform: 0.05", layers(), squares(new Tanh(), new Uniform(0.05), 0.1))
            .line("he", layers(), squares(new Tanh(), new He(), 0.1))
            .line("normal: 1", layers(), squares(new Tanh(), new Normal(1), 0.1));
    Files.writeString(Path.of(to[0]), Chart.svg(relu, tanh));
}

Chart chart(String title, double low, double high) {
    return new Chart(
            title,
            new Chart.Axis("layer", 0, LAYERS),
            new Chart.Axis("mean square of activations", low, high, true));
}

double[] layers() {
    return IntStream.rangeClosed(0, LAYERS).asDoubleStream().toArray();
}

/// The mean squares of the inputs and of each layer's activations.
double[] squares(Pointwise f, Init init, double deviation) {
    var dense = new Dense(WIDTH).init(init).activation(new Activation(f));
    var model = new Model(new ModelSpec(Collections.nCopies(LAYERS, dense), new Gaussian()), WIDTH, 1, 7);
    var x = Tensor.zeros(Shape.of(ROWS, WIDTH));
    new Normal(deviation).fill(1, ROWS, WIDTH, x.data());
    var squares = new ArrayList<Double>(List.of(square(x)));
    model.forward(new Tape().input("x", x), Pass.PREDICTION.shownTo(new Pass.Observer() {
        @Override
        public void layer(String path, Var out) {
            squares.add(square(out.value()));
        }
    }));
    return squares.stream().limit(LAYERS + 1).mapToDouble(square -> square).toArray();
}

double square(Tensor values) {
    double sum = 0;
    for (float value : values.data()) {
        sum += (double) value * value;
    }
    return sum / values.count();
}
