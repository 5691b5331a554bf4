package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.pointwise.Erf;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Expm1;
import lanegrad.kernels.pointwise.Gelu;
import lanegrad.kernels.pointwise.Log;
import lanegrad.kernels.pointwise.Log1p;
import lanegrad.kernels.pointwise.Mish;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Softplus;
import lanegrad.kernels.pointwise.Swish;
import lanegrad.kernels.pointwise.Tanh;
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
 * Pointwise functions and their slopes: on 64 Ki floats, which a second-level cache holds, and on 16 Mi, which none
 * does.
 *
 * <p>One thread and no team: what is measured is the loop. A call takes some microseconds, so the clock doesn't show,
 * and short iterations do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PointwiseBenchmark {
    /** The function. */
    @Param({"exp", "log", "expm1", "log1p", "sigmoid", "tanh", "softplus", "relu", "gelu", "swish", "mish", "erf"})
    public String function;

    /** How many floats. */
    @Param({"65536", "16777216"})
    public int n;

    private PointwiseLoop loop;
    private PointwiseLoop slope;
    private float[] x;
    private float[] g;
    private float[] y;

    /** Random numbers, after all other kernels are warm. */
    @Setup
    public void prepare() {
        OtherKernels.warm();
        Pointwise f = switch (function) {
            case "exp" -> new Exp();
            case "log" -> new Log();
            case "expm1" -> new Expm1();
            case "log1p" -> new Log1p();
            case "sigmoid" -> new Sigmoid();
            case "tanh" -> new Tanh();
            case "softplus" -> new Softplus();
            case "relu" -> new Relu();
            case "gelu" -> new Gelu();
            case "swish" -> new Swish();
            case "mish" -> new Mish();
            case "erf" -> new Erf();
            default -> throw new IllegalArgumentException("function: " + function);
        };
        loop = PointwiseLoop.of(f);
        slope = PointwiseLoop.of(f.slope());
        x = OtherKernels.random(n, "x");
        g = OtherKernels.random(n, "g");
        y = new float[n];
    }

    /** y = f(x): 8 bytes an element. */
    @Benchmark
    public float[] forward() {
        loop.apply(x, 0, y, 0, n);
        return y;
    }

    /** y = g f'(x): 12 bytes an element. */
    @Benchmark
    public float[] backward() {
        slope.backward(x, 0, g, 0, y, 0, n);
        return y;
    }
}
