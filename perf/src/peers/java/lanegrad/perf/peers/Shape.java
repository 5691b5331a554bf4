package lanegrad.perf.peers;

import java.util.List;
import java.util.stream.Stream;

/**
 * A product: C of m x n as sums of k.
 *
 * @param aTransposed whether A is stored as k x m
 * @param bTransposed whether B is stored as n x k
 */
record Shape(int m, int n, int k, boolean aTransposed, boolean bTransposed) {
    /** Squares, minibatches forward and backward, narrow outputs, and one row. */
    static final List<Shape> RACED = Stream.of(
                    "256x256x256",
                    "512x512x512",
                    "1024x1024x1024",
                    "2048x2048x2048",
                    "64x512x784",
                    "128x512x784",
                    "128x256x256",
                    "784x512x128A'",
                    "128x784x512B'",
                    "784x512x128",
                    "128x10x512",
                    "128x16x512",
                    "1x512x784",
                    "1x512x784B'")
            .map(Shape::of)
            .toList();

    private static Shape of(String text) {
        String[] sizes = text.replaceAll("[AB]'", "").split("x", -1);
        return new Shape(
                Integer.parseInt(sizes[0]),
                Integer.parseInt(sizes[1]),
                Integer.parseInt(sizes[2]),
                text.endsWith("A'"),
                text.endsWith("B'"));
    }

    /** The stride of A's rows as stored. */
    int aStride() {
        return aTransposed ? m : k;
    }

    /** The stride of B's rows as stored. */
    int bStride() {
        return bTransposed ? k : n;
    }

    /** An element of C by its definition, in double precision. */
    double element(float[] a, float[] b, int i, int j) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
            sum += (double) a[aTransposed ? p * m + i : i * k + p] * b[bTransposed ? j * k + p : p * n + j];
        }
        return sum;
    }

    @Override
    public String toString() {
        return "gemm " + m + "x" + n + "x" + k + (aTransposed ? " A'" : "") + (bTransposed ? " B'" : "");
    }
}
