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
 * <p>Of a product that is much larger than its factors only these are read: as long as they are so small that no sum of their
 * products overflows, it is finite. So the product needn't be computed before its reader wants it.
 */
public final class Guard implements Effect {
    private static final int FACTORS = 2;

    /** Floats in a part: they are read in a microsecond or two. */
    private static final int PART = 1 << 15;

    /** What is read of a value. */
    private sealed interface Watched {
        /** All of it. */
        record Itself() implements Watched {}

        /** What it is computed from: if no element of that exceeds the limit, it is finite. */
        record ByFactors(Op op, float limit) implements Watched {}
    }

    /** How each value is checked. */
    private final List<Watched> watched;

    private Guard(List<Watched> watched) {
        this.watched = watched;
    }

    /** Records the check of some values. */
    public static void watch(Tape tape, List<Var> values) {
        List<Watched> watched = new ArrayList<>();
        List<Var> read = new ArrayList<>();
        for (Var value : values) {
            Watched how = how(value);
            watched.add(how);
            read.addAll(how instanceof Watched.ByFactors ? inputs(value) : List.of(value));
        }
        tape.effect(new Guard(watched), read.toArray(Var[]::new));
    }

    /** By its factors, if to read them takes half the time, or is what lets a large value never be in memory. */
    private static Watched how(Var value) {
        if (value.tape().entry(value.id()) instanceof Entry.Applied applied) {
            List<Var> inputs = inputs(value);
            Shape[] shapes = inputs.stream().map(Var::shape).toArray(Shape[]::new);
            float limit = inputs.size() == FACTORS ? applied.op().limit(shapes) : 0;
            int factors = Arrays.stream(shapes).mapToInt(Shape::count).sum();
            int count = value.shape().count();
            if (limit > 0 && factors <= (count >= Fusion.LARGE ? count : count / 2)) {
                return new Watched.ByFactors(applied.op(), limit);
            }
        }
        return new Watched.Itself();
    }

    private static List<Var> inputs(Var value) {
        return Arrays.stream(value.tape().entry(value.id()).inputs())
                .mapToObj(id -> new Var(value.tape(), id))
                .toList();
    }

    @Override
    public Runnable prepare(Tensor[] in) {
        List<Part> parts = new ArrayList<>();
        List<Doubtful> products = new ArrayList<>();
        int next = 0;
        for (Watched value : watched) {
            if (value instanceof Watched.ByFactors(Op op, float limit)) {
                Tensor[] factors = Arrays.copyOfRange(in, next, next + FACTORS);
                for (Tensor factor : factors) {
                    cut(factor, limit, parts);
                }
                products.add(new Doubtful(op, factors));
                next += FACTORS;
            } else {
                cut(in[next++], Float.MAX_VALUE, parts);
            }
        }
        Check check = new Check(parts);
        return () -> {
            if (!check.passes() && !(check.finite() && products.stream().allMatch(Doubtful::isFinite))) {
                throw new NotFiniteException();
            }
        };
    }

    /** A product that may not be finite though its factors are: it is computed, if only to be looked at. */
    private record Doubtful(Op op, Tensor... factors) {
        boolean isFinite() {
            Shape[] shapes = Arrays.stream(factors).map(Tensor::shape).toArray(Shape[]::new);
            Tensor product = Tensor.zeros(op.shape(shapes));
            op.compute(factors, product);
            return Finite.all(product.data(), 0, product.count());
        }
    }

    @Override
    public boolean changesFirst() {
        return false;
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
