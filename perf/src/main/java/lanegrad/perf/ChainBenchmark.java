package lanegrad.perf;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanegrad.kernels.pointwise.Abs;
import lanegrad.kernels.pointwise.BinaryLoop;
import lanegrad.kernels.pointwise.Chain;
import lanegrad.kernels.pointwise.ChainLoop;
import lanegrad.kernels.pointwise.Link;
import lanegrad.kernels.pointwise.Minus;
import lanegrad.kernels.pointwise.Plus;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Polynomial;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.pointwise.Times;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Elementwise operations one after another: each in a sweep of its own, all on tiles that stay in the first-level cache,
 * and all in one sweep; on 64 Ki floats and on 1 Mi.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ChainBenchmark {
    private static final int TILE = 2048;

    /** The operations. */
    @Param({"minus square", "times scale plus", "tanh-slope times scale plus", "scale plus relu times abs minus"})
    public String chain;

    /** How many floats. */
    @Param({"65536", "1048576"})
    public int n;

    private List<Link> links;
    private ChainLoop loop;
    private float[][] arrays;
    private int[] at;
    private float[] y;

    /** Random numbers, after all other kernels are warm. */
    @Setup
    public void prepare() {
        OtherKernels.warm();
        links = List.of(chain.split(" ", -1)).stream().map(ChainBenchmark::link).toList();
        long reads = links.stream().filter(Link::readsAnother).count();
        arrays = new float[(int) reads + 1][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = OtherKernels.random(n, "array " + i);
        }
        at = new int[arrays.length];
        y = new float[n];
        loop = ChainLoop.of(new Chain(links, Collections.nCopies((int) reads, false)));
    }

    private static Link link(String word) {
        return switch (word) {
            case "minus" -> new Link.With(new Minus());
            case "plus" -> new Link.With(new Plus());
            case "times" -> new Link.With(new Times());
            case "square" -> new Link.Alone(new Polynomial(0, 0, 1));
            case "scale" -> new Link.Alone(new Polynomial(0, 0.5f));
            case "relu" -> new Link.Alone(new Relu());
            case "abs" -> new Link.Alone(new Abs());
            case "tanh-slope" -> new Link.TimesSlope(new Tanh().slope());
            default -> throw new IllegalArgumentException("chain: " + word);
        };
    }

    /** One sweep for all operations. */
    @Benchmark
    public float[] oneSweep() {
        loop.run(arrays, at, y, 0, 0, n);
        return y;
    }

    /** All operations on one tile after another. */
    @Benchmark
    public float[] tiles() {
        for (int start = 0; start < n; start += TILE) {
            sweeps(start, TILE);
        }
        return y;
    }

    /** A sweep for each operation. */
    @Benchmark
    public float[] sweeps() {
        sweeps(0, n);
        return y;
    }

    private void sweeps(int start, int length) {
        float[] v = arrays[0];
        int read = 0;
        for (Link link : links) {
            switch (link) {
                case Link.Alone(var f) -> PointwiseLoop.of(f).apply(v, start, y, start, length);
                case Link.With(var f) -> BinaryLoop.of(f).apply(v, start, arrays[++read], start, y, start, length);
                case Link.After(var f) -> BinaryLoop.of(f).apply(arrays[++read], start, v, start, y, start, length);
                case Link.TimesSlope(var f) ->
                    PointwiseLoop.of(f).backward(arrays[++read], start, v, start, y, start, length);
            }
            v = y;
        }
    }
}
