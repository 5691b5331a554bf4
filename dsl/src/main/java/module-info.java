/** Deep feedforward networks: tensors, one differentiable tape, layers, training; for Java and Kotlin. */
module lanegrad {
    requires transitive lanegrad.kernels;
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
    requires static kotlin.stdlib;
    requires tools.jackson.core;

    exports lanegrad; // Kotlin only
    exports lanegrad.autodiff;
    exports lanegrad.autodiff.op;
    exports lanegrad.data;
    exports lanegrad.data.format;
    exports lanegrad.data.toy;
    exports lanegrad.loss;
    exports lanegrad.model;
    exports lanegrad.nn;
    exports lanegrad.nn.init;
    exports lanegrad.nn.layer;
    exports lanegrad.optim;
    exports lanegrad.tensor;
    exports lanegrad.train;
}
