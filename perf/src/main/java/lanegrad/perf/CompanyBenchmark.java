package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.pointwise.Exp;
import lanegrad.kernels.pointwise.Gelu;
import lanegrad.kernels.pointwise.Pointwise;
import lanegrad.kernels.pointwise.PointwiseLoop;
import lanegrad.kernels.pointwise.Relu;
import lanegrad.kernels.pointwise.Sigmoid;
import lanegrad.kernels.pointwise.Tanh;
import lanegrad.kernels.rowwise.CrossEntropy;
import lanegrad.kernels.rowwise.LogSoftmax;
import lanegrad.kernels.rowwise.Softmax;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Descent;
import lanegrad.kernels.vector.Sum;
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
 * What company costs: a kernel alone in its process, and after all others have been compiled.
 *
 * <p>A loop that several classes have used is compiled for all of them, unless it was written with care; it shows here
 * as slower in company.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class CompanyBenchmark {
    private static final int N = 1 << 16;

    /** Whether the others are warmed first. */
    @Param({"false", "true"})
    public boolean company;

    /** What is timed. */
    @Param({
        "gemm 256x256x256",
        "gemm 128x10x512",
        "gemm 1x512x784",
        "exp",
        "sigmoid",
        "tanh",
        "gelu",
        "relu",
        "softmax 1000",
        "softmax 10",
        "log-softmax 1000",
        "cross-entropy 10",
        "adam",
        "sum"
    })
    public String kernel;

    private Runnable work = () -> {};

    /** Makes the kernel ready, after the others or not. */
    @Setup
    public void prepare() {
        if (company) {
            OtherKernels.warm();
        }
        work = work();
    }

    private Runnable work() {
        String[] words = kernel.split(" ", -1);
        float[] x = OtherKernels.random(784 * 512, "x");
        float[] y = OtherKernels.random(784 * 512, "y");
        float[] z = new float[784 * 512];
        float[] v = new float[N];
        return switch (words[0]) {
            case "gemm" -> {
                String[] sizes = words[1].split("x", -1);
                int m = Integer.parseInt(sizes[0]);
                int n = Integer.parseInt(sizes[1]);
                int k = Integer.parseInt(sizes[2]);
                Matrix a = Matrix.of(x, m, k);
                Matrix b = Matrix.of(y, k, n);
                Matrix c = Matrix.of(z, m, n);
                yield () -> Gemm.multiply(a, b, c, false, Epilogue.NONE);
            }
            case "exp" -> pointwise(new Exp(), x, z);
            case "sigmoid" -> pointwise(new Sigmoid(), x, z);
            case "tanh" -> pointwise(new Tanh(), x, z);
            case "gelu" -> pointwise(new Gelu(), x, z);
            case "relu" -> pointwise(new Relu(), x, z);
            case "softmax" -> rowwise(Softmax::run, x, z, Integer.parseInt(words[1]));
            case "log-softmax" -> rowwise(LogSoftmax::run, x, z, Integer.parseInt(words[1]));
            case "cross-entropy" -> () -> CrossEntropy.gradient(x, 0, v, 0, y, 0, z, 0, 128, 10);
            case "adam" -> () -> AdamStep.run(z, 0, y, 0, x, 0, v, 0, N, 0.9, 0.999, 1e-8, 10, new Descent(1e-3));
            case "sum" -> () -> z[0] = Sum.of(x, 0, N);
            default -> throw new IllegalArgumentException("kernel: " + kernel);
        };
    }

    private static Runnable pointwise(Pointwise f, float[] x, float[] y) {
        PointwiseLoop loop = PointwiseLoop.of(f);
        return () -> loop.apply(x, 0, y, 0, N);
    }

    private interface Rowwise {
        void run(float[] x, int xo, float[] y, int yo, int rows, int columns);
    }

    private static Runnable rowwise(Rowwise kernel, float[] x, float[] y, int columns) {
        return () -> kernel.run(x, 0, y, 0, 128, columns);
    }

    /** The kernel. */
    @Benchmark
    public void call() {
        work.run();
    }
}
