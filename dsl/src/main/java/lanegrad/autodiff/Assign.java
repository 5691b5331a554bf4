package lanegrad.autodiff;

import lanegrad.tensor.Tensor;

/** The first value becomes the second. */
public record Assign() implements Effect {
    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Runnable prepare(Tensor[] in) {
        float[] to = in[0].data();
        float[] from = in[1].data();
        return () -> System.arraycopy(from, 0, to, 0, to.length);
    }
}
