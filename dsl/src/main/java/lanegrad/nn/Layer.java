package lanegrad.nn;

import lanegrad.autodiff.Var;

/** What a {@link LayerSpec} becomes: a function of a batch of examples and the layer's own parameters. */
@FunctionalInterface
public interface Layer {
    /** Computes the layer for a batch: [rows, ..] -> [rows, ..]. */
    Var forward(Var x, Pass pass);
}
