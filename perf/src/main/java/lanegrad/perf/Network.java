package lanegrad.perf;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.model.Model;
import lanegrad.model.ModelSpec;
import lanegrad.optim.Adam;
import lanegrad.optim.Momentum;
import lanegrad.optim.Optimizer;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import lanegrad.train.TrainSpec;
import lanegrad.train.Trainer;

/**
 * A network whose steps are measured: ReLU in hidden layers, and softmax cross-entropy or for one output the squared
 * error.
 *
 * @param sizes the inputs, the hidden layers, the outputs
 * @param batch the rows of a batch
 * @param optimizer adam, momentum or sgd
 */
public record Network(List<Integer> sizes, int batch, String optimizer) {
    /** Of the race with other libraries, from the small to the large and the deep. */
    public static final List<Network> RACED = Stream.of(
                    "784-512-256-10 128 adam",
                    "784-512-256-10 32 momentum",
                    "784-128-10 64 sgd",
                    "784-2048-2048-10 256 adam",
                    "20-64-64-1 32 adam",
                    "64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-64-10 64 adam")
            .map(Network::of)
            .toList();

    /** The network that a text describes, such as {@code 784-128-10 64 sgd}. */
    public static Network of(String text) {
        String[] words = text.split(" ", -1);
        List<Integer> sizes =
                Arrays.stream(words[0].split("-", -1)).map(Integer::valueOf).toList();
        return new Network(sizes, Integer.parseInt(words[1]), words[2]);
    }

    /** The features of a row. */
    public int inputs() {
        return sizes.getFirst();
    }

    /** The classes, or 1 for a number. */
    public int outputs() {
        return sizes.getLast();
    }

    /** The network with its first weights, always the same. */
    public Model model() {
        ModelSpec spec = ModelSpec.of(layers -> {
                    for (int size : sizes.subList(1, sizes.size() - 1)) {
                        layers.dense(size).relu();
                    }
                    return layers;
                })
                .output(outputs() == 1 ? new Gaussian() : new Categorical());
        return new Model(spec, inputs(), outputs(), 1);
    }

    /** A trainer of a fresh {@link #model}. */
    public Trainer trainer(double rate) {
        Optimizer with = switch (optimizer) {
            case "adam" -> new Adam(rate);
            case "momentum" -> new Momentum(rate, 0.9, 0);
            case "sgd" -> new Sgd(rate, 0);
            default -> throw new IllegalArgumentException("optimiser: " + optimizer);
        };
        return new Trainer(model(), new TrainSpec().optimizer(with));
    }

    /** Random inputs. */
    public Tensor x(int rows) {
        Tensor x = Tensor.zeros(Shape.of(rows, inputs()));
        Philox.normal(Philox.key(1, "x"), 0, x.data(), 0, x.count());
        return x;
    }

    /** Targets for a batch: classes by turns, or random numbers. */
    public Tensor y() {
        Tensor y = Tensor.zeros(Shape.of(batch, 1));
        Philox.normal(Philox.key(1, "y"), 0, y.data(), 0, batch);
        for (int row = 0; row < batch && outputs() > 1; row++) {
            y.data()[row] = row % outputs();
        }
        return y;
    }

    /** The multiplications and additions in the products of a step; the data's gradient isn't asked for. */
    public double flops() {
        return 3 * forwardFlops() - 2.0 * batch * sizes.get(0) * sizes.get(1);
    }

    /** The multiplications and additions in the products of a prediction for as many rows as a batch has. */
    public double forwardFlops() {
        return IntStream.range(1, sizes.size())
                .mapToDouble(i -> 2.0 * batch * sizes.get(i - 1) * sizes.get(i))
                .sum();
    }

    /** The weights and biases. */
    public int weights() {
        return IntStream.range(1, sizes.size())
                .map(i -> (sizes.get(i - 1) + 1) * sizes.get(i))
                .sum();
    }

    /** The sizes, as in [64,20x64,10]. */
    public String name() {
        List<Integer> hidden = sizes.subList(1, sizes.size() - 1);
        boolean equal = hidden.size() > 3 && hidden.stream().distinct().count() == 1;
        String middle = equal
                ? hidden.size() + "x" + hidden.getFirst()
                : hidden.stream().map(String::valueOf).collect(Collectors.joining(","));
        return "[" + inputs() + "," + middle + "," + outputs() + "]";
    }

    @Override
    public String toString() {
        return name() + " " + batch + " " + optimizer;
    }
}
