package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.List;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.vector.Finite;
import lanegrad.tensor.Tensor;

/** Throws {@link NotFiniteException} if one of the values isn't finite, before the effects recorded after it take place. */
public record Guard() implements Effect {
    /** Floats in a part: they are read in a microsecond or two. */
    private static final int PART = 1 << 15;

    @Override
    public Runnable prepare(Tensor[] in) {
        return new Check(in);
    }

    private record Part(float[] data, int start, int length) {}

    private static final class Check implements Runnable, Tiles.Body {
        private final Part[] parts;
        private volatile boolean failed;

        Check(Tensor... values) {
            List<Part> all = new ArrayList<>();
            for (Tensor value : values) {
                for (int start = 0; start < value.count(); start += PART) {
                    all.add(new Part(value.data(), start, Math.min(PART, value.count() - start)));
                }
            }
            parts = all.toArray(Part[]::new);
        }

        @Override
        public void run() {
            failed = false;
            Tiles.run(parts.length, this);
            if (failed) {
                throw new NotFiniteException();
            }
        }

        @Override
        public void run(int tile) {
            Part part = parts[tile];
            if (!Finite.all(part.data, part.start, part.length)) {
                failed = true;
            }
        }
    }
}
