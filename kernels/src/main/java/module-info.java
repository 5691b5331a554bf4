/** Floats in, floats out: the numerical loops of Lanegrad, on the JDK's Vector API. */
module lanegrad.kernels {
    requires jdk.incubator.vector;
    requires static transitive org.jspecify;

    exports lanegrad.kernels;
    exports lanegrad.kernels.gemm;
    exports lanegrad.kernels.pointwise;
    exports lanegrad.kernels.random;
    exports lanegrad.kernels.rowwise;
    exports lanegrad.kernels.vector;
}
