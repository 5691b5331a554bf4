package lanegrad.perf;

import java.util.concurrent.TimeUnit;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.gemm.Epilogue;
import lanegrad.kernels.gemm.Gemm;
import lanegrad.kernels.gemm.Matrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * C = A B on the shapes that feedforward networks meet: squares, minibatches, gradients, narrow outputs, one row.
 *
 * <p>The average time of a call, of as many within one team that enlisting it doesn't show, since a team is enlisted
 * for a whole run; seven iterations in each of two forks, because the compiler's choices differ more between processes
 * than within one. With A' or B' that operand is stored as its transpose; m x n x k gives 2 m n k / (1000 us) GFLOP/s.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GemmBenchmark {
    private static final int FEW = 4;
    private static final int MANY = 400;

    /** Products of milliseconds. */
    @State(Scope.Benchmark)
    public static class Large {
        /** The size of C and the length of the sums. */
        @Param({"512x512x512", "1024x1024x1024", "2048x2048x2048"})
        public String shape;

        /** The workers of the team. */
        @Param({"1", "2"})
        public int threads;

        private Product product;

        /** Random operands, after all other kernels are warm. */
        @Setup
        public void prepare() {
            product = Product.of(shape);
        }
    }

    /** Products of microseconds. */
    @State(Scope.Benchmark)
    public static class Small {
        /** The size of C, the length of the sums, and which operand is stored as its transpose. */
        @Param({
            "256x256x256",
            "64x512x784",
            "128x512x784",
            "128x256x256",
            "784x512x128A'",
            "128x784x512B'",
            "784x512x128",
            "128x10x512",
            "1x512x784"
        })
        public String shape;

        /** The workers of the team. */
        @Param({"1", "2"})
        public int threads;

        private Product product;

        /** Random operands, after all other kernels are warm. */
        @Setup
        public void prepare() {
            product = Product.of(shape);
        }
    }

    private record Product(Matrix a, Matrix b, Matrix c) {
        static Product of(String shape) {
            OtherKernels.warm();
            String[] sizes = shape.replaceAll("[AB]'", "").split("x", -1);
            int m = Integer.parseInt(sizes[0]);
            int n = Integer.parseInt(sizes[1]);
            int k = Integer.parseInt(sizes[2]);
            float[] x = OtherKernels.random(m * k, "a");
            float[] y = OtherKernels.random(k * n, "b");
            return new Product(
                    shape.endsWith("A'") ? Matrix.of(x, k, m).transpose() : Matrix.of(x, m, k),
                    shape.endsWith("B'") ? Matrix.of(y, n, k).transpose() : Matrix.of(y, k, n),
                    Matrix.of(new float[m * n], m, n));
        }

        float repeat(int calls, int threads) {
            return Tiles.with(threads, () -> {
                for (int i = 0; i < calls; i++) {
                    Gemm.multiply(a, b, c, false, Epilogue.NONE);
                }
                return c.data()[0];
            });
        }
    }

    /** The product. */
    @Benchmark
    @OperationsPerInvocation(FEW)
    public float large(Large large) {
        return large.product.repeat(FEW, large.threads);
    }

    /** The product. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public float small(Small small) {
        return small.product.repeat(MANY, small.threads);
    }
}
