package lanegrad.perf.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.perf.Network;
import lanegrad.tensor.Tensor;

/**
 * A network as an ONNX model: Gemm and Relu by turns, and a Softmax for classes. It is written field by field in protobuf's
 * wire format: a key of the field's number and kind, then a number, or a length and as many bytes.
 */
final class OnnxFile {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int FLOAT = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The model with the network's first weights, for so many rows; it reads "x" and writes "y". */
    static byte[] of(Network network, int rows) {
        OnnxFile opset = new OnnxFile().text(1, "").number(2, OPSET);
        return new OnnxFile()
                .number(1, IR_VERSION)
                .message(8, opset)
                .message(7, graph(network, rows))
                .bytes
                .toByteArray();
    }

    private static OnnxFile graph(Network network, int rows) {
        OnnxFile graph = new OnnxFile().text(2, "network");
        List<Parameter> parameters = network.model().parameters();
        boolean classes = network.outputs() > 1;
        String value = "x";
        for (int i = 0; i < parameters.size(); i += 2) {
            Parameter weight = parameters.get(i);
            Parameter bias = parameters.get(i + 1);
            boolean last = i == parameters.size() - 2;
            String sum = last && !classes ? "y" : "z" + i;
            graph.message(1, node("Gemm", sum, value, weight.name(), bias.name()))
                    .message(
                            5,
                            tensor(
                                    weight,
                                    weight.value().shape().rows(),
                                    weight.value().shape().columns()))
                    .message(5, tensor(bias, bias.value().count()));
            value = sum;
            if (!last) {
                value = "h" + i;
                graph.message(1, node("Relu", value, sum));
            }
        }
        if (classes) {
            graph.message(1, node("Softmax", "y", value));
        }
        return graph.message(11, operand("x", rows, network.inputs()))
                .message(12, operand("y", rows, network.outputs()));
    }

    private static OnnxFile node(String operation, String output, String... inputs) {
        OnnxFile node = new OnnxFile();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operation);
    }

    private static OnnxFile tensor(Parameter parameter, int... sizes) {
        OnnxFile tensor = new OnnxFile();
        for (int size : sizes) {
            tensor.number(1, size);
        }
        Tensor value = parameter.value();
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * value.count()).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(value.data(), 0, value.count());
        return tensor.number(2, FLOAT).text(8, parameter.name()).block(9, data.array());
    }

    private static OnnxFile operand(String name, int rows, int columns) {
        OnnxFile shape = new OnnxFile()
                .message(1, new OnnxFile().number(1, rows))
                .message(1, new OnnxFile().number(1, columns));
        OnnxFile type = new OnnxFile().number(1, FLOAT).message(2, shape);
        return new OnnxFile().text(1, name).message(2, new OnnxFile().message(1, type));
    }

    private OnnxFile number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private OnnxFile text(int field, String text) {
        return block(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxFile message(int field, OnnxFile message) {
        return block(field, message.bytes.toByteArray());
    }

    private OnnxFile block(int field, byte[] block) {
        varint(((long) field << 3) | 2);
        varint(block.length);
        bytes.writeBytes(block);
        return this;
    }

    /** Seven bits a byte, the low ones first; the eighth says that more follow. */
    private void varint(long value) {
        long rest = value;
        while (rest >= 0x80) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
