package lanegrad.perf;

import java.util.concurrent.TimeUnit;
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
    /** Whether the others are warmed first. */
    @Param({"false", "true"})
    public boolean company;

    /** What is timed. */
    @Param({
        "Gemm",
        "Gemm narrow",
        "Gemm row",
        "Gemm with epilogue",
        "Gemm transposed",
        "Exp",
        "Exp'",
        "Log",
        "Log'",
        "Expm1",
        "Expm1'",
        "Log1p",
        "Log1p'",
        "Sigmoid",
        "Sigmoid'",
        "Tanh",
        "Tanh'",
        "Softplus",
        "Softplus'",
        "LogSigmoid",
        "LogSigmoid'",
        "Erf",
        "Erf'",
        "Gelu",
        "Gelu'",
        "Swish",
        "Swish'",
        "Mish",
        "Mish'",
        "Relu",
        "Relu'",
        "Abs",
        "Abs'",
        "Elu",
        "Elu'",
        "Selu",
        "Selu'",
        "Softsign",
        "Softsign'",
        "Arctan",
        "Arctan'",
        "Sqrt",
        "Sqrt'",
        "Plus",
        "Times",
        "Divide",
        "Maximum",
        "Softmax 10",
        "LogSoftmax 10",
        "LogSumExp 10",
        "CrossEntropy 10",
        "CrossEntropy' 10",
        "ArgMax 10",
        "RowSum 10",
        "ColumnSum 10",
        "ColumnMoments 10",
        "ColumnNorm 10",
        "ColumnNorm' 10",
        "RowNorm 10",
        "RowNorm' 10",
        "Softmax 128",
        "LogSoftmax 128",
        "LogSumExp 128",
        "CrossEntropy 128",
        "CrossEntropy' 128",
        "ArgMax 128",
        "RowSum 128",
        "ColumnSum 128",
        "ColumnMoments 128",
        "ColumnNorm 128",
        "ColumnNorm' 128",
        "RowNorm 128",
        "RowNorm' 128",
        "Softmax 1000",
        "LogSoftmax 1000",
        "LogSumExp 1000",
        "CrossEntropy 1000",
        "CrossEntropy' 1000",
        "ArgMax 1000",
        "RowSum 1000",
        "ColumnSum 1000",
        "ColumnMoments 1000",
        "ColumnNorm 1000",
        "ColumnNorm' 1000",
        "RowNorm 1000",
        "RowNorm' 1000",
        "Sum",
        "Dot",
        "Norm",
        "Finite",
        "Axpy",
        "uniform numbers",
        "normal numbers",
        "mask",
        "SgdStep",
        "MomentumStep",
        "NesterovStep",
        "LionStep",
        "RmsPropStep",
        "AdaGradStep",
        "AdamStep",
        "NadamStep"
    })
    public String kernel;

    private Runnable work = () -> {};

    /** Makes the kernel ready, after the others or not. */
    @Setup
    public void prepare() {
        if (company) {
            OtherKernels.warm();
        }
        Runnable named = Kernels.all().get(kernel);
        if (named == null) {
            throw new IllegalArgumentException(
                    "kernel: expected one of " + Kernels.all().keySet() + ", got " + kernel);
        }
        work = named;
    }

    /** The kernel. */
    @Benchmark
    public void call() {
        work.run();
    }
}
