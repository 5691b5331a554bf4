package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lanegrad.tensor.Tensor;

/**
 * The Hessian of a single number as what it does to a vector: a compiled {@link Derivatives#hvp}, for {@link Krylov}.
 *
 * <pre>{@code
 * var hessian = new Hessian(cost, weights, bias);
 * double[] curvatures = Krylov.eigenvalues(hessian, hessian.size(), 30, 1);
 * }</pre>
 */
public final class Hessian implements UnaryOperator<double[]> {
    private final Program program;
    private final List<Tensor> vectors = new ArrayList<>();
    private final int size;

    /**
     * The Hessian of y with respect to all elements of some values, one after another.
     *
     * @throws IllegalArgumentException if y has more than one element
     */
    public Hessian(Var y, Var... xs) {
        List<Var> vs = new ArrayList<>();
        int count = 0;
        for (Var x : xs) {
            Tensor vector = Tensor.zeros(x.shape());
            vectors.add(vector);
            vs.add(y.tape().input("v" + vs.size(), vector));
            count += vector.count();
        }
        size = count;
        program = Program.withoutChanges(Derivatives.hvp(y, List.of(xs), vs).toArray(Var[]::new));
    }

    /** The number of rows and of columns. */
    public int size() {
        return size;
    }

    /**
     * The product with a vector; computed in floats.
     *
     * @throws IllegalArgumentException if the vector hasn't {@link #size} elements
     */
    @Override
    public double[] apply(double[] vector) {
        if (vector.length != size) {
            throw new IllegalArgumentException(
                    "hessian: expected a vector of %d elements, got %d".formatted(size, vector.length));
        }
        int at = 0;
        for (Tensor part : vectors) {
            for (int i = 0; i < part.count(); i++) {
                part.data()[i] = (float) vector[at++];
            }
        }
        program.run();
        double[] product = new double[size];
        at = 0;
        for (int i = 0; i < vectors.size(); i++) {
            for (float element : program.value(i).data()) {
                product[at++] = element;
            }
        }
        return product;
    }
}
