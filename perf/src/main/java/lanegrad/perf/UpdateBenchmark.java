package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.vector.AdamStep;
import lanegrad.kernels.vector.Descent;
import lanegrad.kernels.vector.MomentumStep;
import lanegrad.kernels.vector.Norm;
import lanegrad.kernels.vector.SgdStep;
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
 * The optimisers' steps: on 16 Ki weights, which caches hold, and on 8 Mi, where memory limits them to 12 bytes a
 * weight for gradient descent, 20 with momentum, 28 for Adam.
 *
 * <p>The rate is too small to change the weights, or they would drift to numbers that are slow to compute with.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class UpdateBenchmark {
    private static final Descent DESCENT = new Descent(1e-12);

    /** How many weights. */
    @Param({"16384", "8388608"})
    public int n;

    private float[] w;
    private float[] g;
    private float[] m;
    private float[] v;

    /** Random weights and gradients, after all other kernels are warm. */
    @Setup
    public void prepare() {
        OtherKernels.warm();
        w = OtherKernels.random(n, "w");
        g = OtherKernels.random(n, "g");
        m = new float[n];
        v = new float[n];
    }

    /** Gradient descent. */
    @Benchmark
    public float[] sgd() {
        SgdStep.run(w, 0, g, 0, n, DESCENT);
        return w;
    }

    /** With momentum. */
    @Benchmark
    public float[] momentum() {
        MomentumStep.run(w, 0, g, 0, m, 0, n, 0.9, DESCENT);
        return w;
    }

    /** Adam. */
    @Benchmark
    public float[] adam() {
        AdamStep.run(w, 0, g, 0, m, 0, v, 0, n, 0.9, 0.999, 1e-8, 10, DESCENT);
        return w;
    }

    /** The gradient's squared norm, which clipping needs. */
    @Benchmark
    public double squaredNorm() {
        return Norm.squared(g, 0, n);
    }
}
