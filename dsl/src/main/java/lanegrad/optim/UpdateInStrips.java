package lanegrad.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanegrad.autodiff.Effect;
import lanegrad.autodiff.InStrips;
import lanegrad.kernels.Tiles;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;

/**
 * An update that computes its gradient itself, some rows at a time, and uses them while they are in cache: the gradient
 * as a whole is never in memory.
 *
 * @param gradient computes the gradient, of what stands in its place among the tensors
 * @param update what is done with it
 */
record UpdateInStrips(InStrips gradient, Update update) implements Effect {
    /** Rows in a strip: few enough to stay in cache, and so many that reading all of the right factor pays. */
    static final int ROWS = 128;

    /** Strips of so many rows, or several times as many, leave no tile of the product half empty. */
    private static final int TILE = 8;

    /** Floating-point operations that are worth a worker's attention. */
    private static final long GRAIN = 1 << 18;

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Runnable prepare(Tensor[] in) {
        Updating updating = update.updating(in, state(in.length));
        Tensor[] factors = Arrays.copyOfRange(in, Update.GRADIENT, state(in.length));
        InStrips.Strips gradients = gradient.prepareStrips(factors, ROWS);
        int columns = in[0].shape().columns();
        int rows = in[0].shape().rows();
        long work = flops(Arrays.stream(in).map(Tensor::shape).toArray(Shape[]::new));
        int parts = Math.clamp(work / GRAIN, 1, Math.min(rows, Tiles.workers()));
        Runnable[][] works = new Runnable[parts][];
        for (int part = 0; part < parts; part++) {
            works[part] = strips(gradients, updating, columns, rows * part / parts, rows * (part + 1) / parts);
        }
        Tiles.Body body = part -> {
            for (Runnable strip : works[part]) {
                strip.run();
            }
        };
        return () -> {
            gradients.begin();
            Tiles.run(parts, body);
        };
    }

    /** The strips of some rows, one after the other in the same memory, which one worker takes. */
    private static Runnable[] strips(InStrips.Strips gradients, Updating updating, int columns, int from, int to) {
        int count = (to - from - 1) / ROWS + 1;
        int most = ((to - from - 1) / count / TILE + 1) * TILE;
        Map<Integer, Tensor> memory = new HashMap<>();
        List<Runnable> strips = new ArrayList<>();
        for (int row = from; row < to; row += most) {
            int place = row * columns;
            int rows = Math.min(most, to - row);
            Tensor strip = memory.computeIfAbsent(rows, _ -> Tensor.zeros(Shape.of(rows, columns)));
            Runnable product = gradients.prepare(row, strip);
            strips.add(() -> {
                product.run();
                updating.run(place, strip);
            });
        }
        return strips.toArray(Runnable[]::new);
    }

    /** Where what is remembered begins among the tensors. */
    private int state(int tensors) {
        return tensors - update.rule().state().length;
    }

    @Override
    public long flops(Shape... in) {
        return gradient.flops(Arrays.copyOfRange(in, Update.GRADIENT, state(in.length)), in[0]);
    }

    @Override
    public String name() {
        return gradient.name() + "+" + update.name();
    }
}
