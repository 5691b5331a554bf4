package lanegrad.perf.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lanegrad.perf.Network;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** libtorch, writing into tensors that are there already. */
final class TorchPeer implements Peer {
    /** Tensors made from memory don't hold it: what nothing else holds would be collected with its memory. */
    private final List<Pointer> kept = new ArrayList<>();

    TorchPeer(int threads) {
        torch.set_num_threads(threads);
    }

    @Override
    public String about() {
        return torch.show_config()
                .getString()
                .lines()
                .map(line -> line.replaceFirst("^ *- ", "").strip())
                .filter(line -> !line.contains("Build settings"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public Optional<Work> gemm(Shape shape, float[] a, float[] b) {
        Tensor x = tensor(a, a.length / shape.aStride(), shape.aStride());
        Tensor y = tensor(b, b.length / shape.bStride(), shape.bStride());
        Tensor left = shape.aTransposed() ? x.t() : x;
        Tensor right = shape.bTransposed() ? y.t() : y;
        float[] c = new float[shape.m() * shape.n()];
        FloatPointer data = new FloatPointer(c);
        Tensor out = tensor(data, shape.m(), shape.n());
        return Optional.of(new Work(() -> torch.mm_out(out, left, right).close(), () -> copy(data, c.length)));
    }

    @Override
    public Optional<Work> pointwise(String function, float[] x) {
        Tensor in = tensor(x, 1, x.length);
        FloatPointer data = new FloatPointer(new float[x.length]);
        Tensor out = tensor(data, 1, x.length);
        Scalar zero = new Scalar(0);
        Runnable call = switch (function) {
            case "exp" -> () -> torch.exp_out(out, in).close();
            case "sigmoid" -> () -> torch.sigmoid_out(out, in).close();
            case "tanh" -> () -> torch.tanh_out(out, in).close();
            case "gelu", "gelu by erf" -> () -> torch.gelu_out(out, in).close();
            case "relu" -> () -> torch.clamp_min_out(out, in, zero).close();
            default -> throw new IllegalArgumentException("function: " + function);
        };
        return Optional.of(new Work(call, () -> copy(data, x.length)));
    }

    @Override
    public Optional<Work> rowwise(String function, float[] x, int rows, int columns) {
        Tensor in = tensor(x, rows, columns);
        FloatPointer data = new FloatPointer(new float[x.length]);
        Tensor out = tensor(data, rows, columns);
        Runnable call = function.equals("softmax")
                ? () -> torch.softmax_out(out, in, 1).close()
                : () -> torch.log_softmax_out(out, in, 1).close();
        return Optional.of(new Work(call, () -> copy(data, x.length)));
    }

    @Override
    public Optional<Work> training(Network network, double rate) {
        return Optional.of(TorchTraining.of(network, rate));
    }

    @Override
    public Optional<Work> prediction(Network network, int rows) {
        TorchNetwork layers = new TorchNetwork(network);
        kept.add(new InferenceMode());
        Tensor x = layers.of(network.x(rows));
        return Optional.of(new Work(() -> layers.mean(x).close(), () -> {
            try (Tensor y = layers.mean(x)) {
                return copy(new FloatPointer(y.data_ptr_float()), rows * network.outputs());
            }
        }));
    }

    private Tensor tensor(float[] x, int rows, int columns) {
        return tensor(new FloatPointer(x), rows, columns);
    }

    private Tensor tensor(FloatPointer data, int rows, int columns) {
        kept.add(data);
        return torch.from_blob(data, rows, columns);
    }

    private static float[] copy(FloatPointer data, int n) {
        float[] y = new float[n];
        data.get(y);
        return y;
    }
}
