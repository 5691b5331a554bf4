package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.kernels.Tiles;
import lanegrad.kernels.vector.Finite;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * Throws {@link NotFiniteException} if one of some values isn't finite, before the effects recorded after it take place.
 *
 * <p>Of a product that is much larger than its factors only these are read: as long as they are so small that no sum of
 * their products overflows, it is finite.
 *
 * @param limits for each value what none of its factors may exceed for that to be sure, or 0 if it is read itself
 */
public record Guard(List<Float> limits) implements Effect {
    private static final int FACTORS = 2;

    /** Floats in a part: they are read in a microsecond or two. */
    private static final int PART = 1 << 15;

    /** Records the check of some values. */
    public static void watch(Tape tape, List<Var> values) {
        List<Float> limits = new ArrayList<>();
        List<Var> read = new ArrayList<>(values);
        for (Var value : values) {
            List<Var> factors = factors(value);
            limits.add(factors.isEmpty() ? 0 : limit(value, factors));
            read.addAll(factors);
        }
        tape.effect(new Guard(limits), read.toArray(Var[]::new));
    }

    /** The factors of a product, if to read them takes half the time at most; or none. */
    private static List<Var> factors(Var value) {
        if (!(value.tape().entry(value.id()) instanceof Entry.Applied applied)) {
            return List.of();
        }
        List<Var> inputs = Arrays.stream(applied.inputs())
                .mapToObj(id -> new Var(value.tape(), id))
                .toList();
        int count = inputs.stream().mapToInt(input -> input.shape().count()).sum();
        boolean pays = inputs.size() == FACTORS && count <= value.shape().count() / 2;
        return pays && limit(value, inputs) > 0 ? inputs : List.of();
    }

    private static float limit(Var value, List<Var> inputs) {
        Entry.Applied applied = (Entry.Applied) value.tape().entry(value.id());
        return applied.op().limit(inputs.stream().map(Var::shape).toArray(Shape[]::new));
    }

    @Override
    public Runnable prepare(Tensor[] in) {
        List<Part> first = new ArrayList<>();
        List<Part> products = new ArrayList<>();
        int factor = limits.size();
        for (int i = 0; i < limits.size(); i++) {
            float limit = limits.get(i);
            cut(in[i], Float.MAX_VALUE, limit > 0 ? products : first);
            for (int end = factor + (limit > 0 ? FACTORS : 0); factor < end; factor++) {
                cut(in[factor], limit, first);
            }
        }
        Check all = new Check(first);
        Check doubtful = new Check(products);
        return () -> {
            if (!all.passes() && !(all.finite() && doubtful.passes())) {
                throw new NotFiniteException();
            }
        };
    }

    private static void cut(Tensor tensor, float limit, List<Part> parts) {
        for (int start = 0; start < tensor.count(); start += PART) {
            parts.add(new Part(tensor.data(), start, Math.min(PART, tensor.count() - start), limit));
        }
    }

    private record Part(float[] data, int start, int length, float limit) {}

    private static final class Check implements Tiles.Body {
        private final Part[] parts;
        private volatile boolean tooLarge;
        private volatile boolean notFinite;

        Check(List<Part> parts) {
            this.parts = parts.toArray(Part[]::new);
        }

        /** Whether no element exceeds its limit. */
        boolean passes() {
            tooLarge = false;
            notFinite = false;
            Tiles.run(parts.length, this);
            return !tooLarge;
        }

        /** Whether those that did were finite. */
        boolean finite() {
            return !notFinite;
        }

        @Override
        public void run(int tile) {
            Part part = parts[tile];
            if (!Finite.atMost(part.limit, part.data, part.start, part.length)) {
                tooLarge = true;
                if (!Finite.all(part.data, part.start, part.length)) {
                    notFinite = true;
                }
            }
        }
    }
}
