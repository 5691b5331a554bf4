package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * z = x where the condition isn't 0, else y, element by element, with broadcasting: condition, x, y -> z.
 *
 * <p>What isn't taken has no influence, be it infinite or not a number, neither on the value nor on the derivative.
 */
public record Where() implements Prepared {
    @Override
    public Shape shape(Shape... in) {
        return in[0].broadcast(in[1]).broadcast(in[2]);
    }

    @Override
    public void define(double[][] in, Shape[] shapes, double[] out) {
        Stretch[] from = stretches(shape(shapes), shapes);
        for (int i = 0; i < out.length; i++) {
            int taken = in[0][from[0].index(i)] != 0 ? 1 : 2;
            out[i] = in[taken][from[taken].index(i)];
        }
    }

    @Override
    public Runnable prepare(Tensor[] in, Tensor out) {
        Shape shape = out.shape();
        Stretch[] from = stretches(shape, in[0].shape(), in[1].shape(), in[2].shape());
        int columns = shape.columns();
        return () -> {
            for (int i = 0; i < out.count(); i += columns) {
                row(in, from, i, out.data(), columns);
            }
        };
    }

    private static void row(Tensor[] in, Stretch[] from, int at, float[] z, int columns) {
        float[] condition = in[0].data();
        float[] x = in[1].data();
        float[] y = in[2].data();
        int c = from[0].index(at);
        int a = from[1].index(at);
        int b = from[2].index(at);
        int cStep = from[0].alongRow() ? 1 : 0;
        int aStep = from[1].alongRow() ? 1 : 0;
        int bStep = from[2].alongRow() ? 1 : 0;
        for (int j = 0; j < columns; j++) {
            z[at + j] = condition[c + j * cStep] != 0 ? x[a + j * aStep] : y[b + j * bStep];
        }
    }

    private static Stretch[] stretches(Shape to, Shape... shapes) {
        Stretch[] stretches = new Stretch[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            stretches[i] = new Stretch(shapes[i], to);
        }
        return stretches;
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        Var none = Fill.zero(gradient.tape());
        return switch (input) {
            case 1 -> in[0].where(gradient, none).sumTo(in[1].shape());
            case 2 -> in[0].where(none, gradient).sumTo(in[2].shape());
            default -> null;
        };
    }
}
