package lanegrad.autodiff.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanegrad.autodiff.Op;
import lanegrad.autodiff.Var;
import lanegrad.kernels.Chunks;
import lanegrad.kernels.pointwise.Chain;
import lanegrad.kernels.pointwise.ChainLoop;
import lanegrad.kernels.pointwise.Link;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise operations one after another in one sweep; all their values have the shape of the last.
 *
 * <p>Its inputs are those of the first operation, then of each following one what it reads beside the value before.
 *
 * @param stages the operations
 */
record Chained(List<Stage> stages) implements Prepared {
    /**
     * An operation of a chain.
     *
     * @param op the operation
     * @param input which input the value before is; of the first, which one the chain begins with
     */
    record Stage(Elementwise op, int input) {
        Link link() {
            return Objects.requireNonNull(op.link(input));
        }

        /** All inputs, of those beside and the value before. */
        private <T> List<T> inputs(T value, List<T> beside) {
            List<T> inputs = new ArrayList<>(beside);
            inputs.add(input, value);
            return inputs;
        }
    }

    private record Value(double[] data, Shape shape) {}

    @Override
    public @Nullable Op then(Op next, int input) {
        Link link = next instanceof Elementwise follower ? follower.link(input) : null;
        if (link == null || !link.isShort() || stages.size() == Chain.MOST) {
            return null;
        }
        Stage last = new Stage((Elementwise) next, input);
        return new Chained(Stream.concat(stages.stream(), Stream.of(last)).toList());
    }

    @Override
    public Shape shape(Shape... in) {
        return fold(List.of(in), (op, shapes) -> op.shape(shapes.toArray(Shape[]::new)));
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        List<Value> values = IntStream.range(0, in.length)
                .mapToObj(i -> new Value(in[i], shapes[i]))
                .toList();
        double[] last = fold(values, Chained::define).data;
        System.arraycopy(last, 0, out, 0, out.length);
    }

    private static Value define(Op op, List<Value> in) {
        Shape[] shapes = in.stream().map(Value::shape).toArray(Shape[]::new);
        Shape shape = op.shape(shapes);
        Value out = new Value(new double[shape.count()], shape);
        op.define(in.stream().map(Value::data).toArray(double[][]::new), shapes, out.data);
        return out;
    }

    /** The last result, when each operation is given what it reads. */
    private <T> T fold(List<T> in, BiFunction<Op, List<T>, T> each) {
        List<T> ordered = fromStart(in);
        T value = ordered.getFirst();
        int read = 1;
        for (Stage stage : stages) {
            int beside = stage.link().readsAnother() ? 1 : 0;
            value = each.apply(stage.op, stage.inputs(value, ordered.subList(read, read + beside)));
            read += beside;
        }
        return value;
    }

    /** The inputs, the one that the chain begins with first. */
    private <T> List<T> fromStart(List<T> in) {
        List<T> ordered = new ArrayList<>(in);
        ordered.addFirst(ordered.remove(stages.getFirst().input));
        return ordered;
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Chained chain = fromArray(in, out);
        Chunks.Body chunk = chain.chunk(in, out);
        return chunk == null ? chain.byRows(in, out, 0, out.shape().rows()) : () -> Chunks.run(out.count(), chunk);
    }

    @Override
    public boolean byRows(int input, Shape... in) {
        return in[input].rank() > 1 && in[input].rows() == shape(in).rows();
    }

    @Override
    public Runnable prepareRows(Tensor[] in, Tensor out, int from, int count) {
        Chained chain = fromArray(in, out);
        Chunks.Body chunk = chain.chunk(in, out);
        int columns = out.shape().columns();
        return chunk == null ? chain.byRows(in, out, from, count) : () -> chunk.run(from * columns, count * columns);
    }

    /** The same chain, begun with an array: of two inputs, one is not stretched along a row. */
    private Chained fromArray(Tensor[] in, Tensor out) {
        int start = stages.getFirst().input;
        return isArray(in[start], out) || !isArray(in[1 - start], out) ? this : from(1 - start);
    }

    private static boolean isArray(Tensor in, Tensor out) {
        return in.count() == out.count() || new Stretch(in.shape(), out.shape()).alongRow();
    }

    /** The same chain, begun with another input of the first operation. */
    private Chained from(int input) {
        List<Stage> others = new ArrayList<>(stages);
        others.set(0, new Stage(stages.getFirst().op, input));
        return new Chained(others);
    }

    /** The loop over any part of the output, if each input is an array of its size or a number; or null. */
    private Chunks.@Nullable Body chunk(Tensor[] in, Tensor out) {
        List<Tensor> ordered = fromStart(List.of(in));
        if (!ordered.stream().allMatch(tensor -> tensor.count() == out.count() || tensor.count() == 1)) {
            return null;
        }
        float[][] arrays = ordered.stream().map(Tensor::data).toArray(float[][]::new);
        float[] y = out.data();
        ChainLoop loop = loop(ordered, tensor -> tensor.count() < out.count());
        int[] at = new int[arrays.length];
        return (start, length) -> loop.run(arrays, at, y, 0, start, length);
    }

    private Runnable byRows(Tensor[] in, Tensor out, int first, int count) {
        List<Tensor> ordered = fromStart(List.of(in));
        float[][] arrays = ordered.stream().map(Tensor::data).toArray(float[][]::new);
        List<Stretch> from = ordered.stream()
                .map(tensor -> new Stretch(tensor.shape(), out.shape()))
                .toList();
        Stretch[] stretches = from.toArray(Stretch[]::new);
        int columns = out.shape().columns();
        ChainLoop loop = loop(from, stretch -> columns > 1 && !stretch.alongRow());
        float[] y = out.data();
        int[] at = new int[arrays.length];
        int end = (first + count) * columns;
        return () -> {
            for (int i = first * columns; i < end; i += columns) {
                for (int array = 0; array < at.length; array++) {
                    at[array] = stretches[array].index(i);
                }
                loop.run(arrays, at, y, i, 0, columns);
            }
        };
    }

    private <T> ChainLoop loop(List<T> in, Function<T, Boolean> isNumber) {
        List<Link> links = stages.stream().map(Stage::link).toList();
        return ChainLoop.of(new Chain(links, in.stream().skip(1).map(isNumber).toList()));
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public long flops(Shape[] in, Shape out) {
        return (long) stages.size() * out.count();
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        int wanted = fromStart(IntStream.range(0, in.length).boxed().toList()).indexOf(input);
        List<Var[]> inputs = new ArrayList<>();
        List<Var> outputs = new ArrayList<>();
        fold(Arrays.asList(in), (op, read) -> {
            inputs.add(read.toArray(Var[]::new));
            outputs.add(out.tape().apply(op, inputs.getLast()));
            return outputs.getLast();
        });
        Var share = gradient;
        int read = in.length;
        for (int k = stages.size() - 1; k >= 0 && share != null; k--) {
            Stage stage = stages.get(k);
            read -= stage.link().readsAnother() ? 1 : 0;
            boolean isBeside = stage.link().readsAnother() && read == wanted;
            int to = isBeside ? 1 - stage.input : stage.input;
            share = stage.op.vjp(to, inputs.get(k), outputs.get(k), share);
            if (isBeside) {
                return share;
            }
        }
        return share;
    }

    @Override
    public String name() {
        return stages.stream().map(stage -> stage.op.name()).collect(Collectors.joining("+"));
    }
}
