package lanegrad.perf.peers;

import java.util.ArrayList;
import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.perf.Network;
import lanegrad.tensor.Tensor;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.ReLUImpl;
import org.bytedeco.pytorch.ReLUOptions;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A network of libtorch's modules with the first weights of ours. One call goes through all of its layers, so that next to
 * nothing is spent between Java and C++.
 */
final class TorchNetwork {
    private final SequentialImpl layers = new SequentialImpl();

    /** The modules as Java knows them, and memory: what nothing holds would be collected. */
    private final List<Object> kept = new ArrayList<>();

    private final boolean number;

    TorchNetwork(Network network) {
        number = network.outputs() == 1;
        List<Parameter> parameters = network.model().parameters();
        for (int i = 0; i < parameters.size(); i += 2) {
            Tensor weight = parameters.get(i).value();
            LinearImpl linear =
                    new LinearImpl(weight.shape().rows(), weight.shape().columns());
            linear.weight().detach().copy_(of(weight).t());
            linear.bias().detach().copy_(of(parameters.get(i + 1).value()).view(-1));
            layers.push_back(linear);
            kept.add(linear);
            if (i < parameters.size() - 2) {
                ReLUImpl relu = new ReLUImpl(new ReLUOptions(true)); // in place
                layers.push_back(relu);
                kept.add(relu);
            }
        }
    }

    /** Probabilities, or numbers. */
    org.bytedeco.pytorch.Tensor mean(org.bytedeco.pytorch.Tensor x) {
        org.bytedeco.pytorch.Tensor z = layers.forward(x);
        if (number) {
            return z;
        }
        try (z) {
            return torch.softmax(z, 1);
        }
    }

    org.bytedeco.pytorch.Tensor forward(org.bytedeco.pytorch.Tensor x) {
        return layers.forward(x);
    }

    TensorVector parameters() {
        return layers.parameters();
    }

    /** A tensor of libtorch with the same numbers. */
    org.bytedeco.pytorch.Tensor of(Tensor tensor) {
        FloatPointer data = new FloatPointer(tensor.data());
        kept.add(data);
        return torch.from_blob(
                data, tensor.shape().rows(), tensor.shape().columns());
    }

    /** The classes in a column, as libtorch wants them. */
    org.bytedeco.pytorch.Tensor classes(Tensor column) {
        long[] classes = new long[column.count()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = (long) column.data()[row];
        }
        LongPointer data = new LongPointer(classes);
        kept.add(data);
        return torch.from_blob(
                data,
                new long[] {classes.length},
                new org.bytedeco.pytorch.TensorOptions(torch.ScalarType.Long));
    }
}
