package lanegrad.nn.layer;

import java.util.List;
import lanegrad.autodiff.Var;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/** How the outputs of parallel branches become one. */
public enum Merge {
    /** Their sum. */
    ADD,
    /** One after another. */
    CONCAT,
    /** Their product, element by element: gates. */
    MULTIPLY;

    Shape shape(List<Shape> branches) {
        Shape first = branches.getFirst();
        if (this == CONCAT) {
            int sum = 0;
            for (Shape shape : branches) {
                if (shape.rank() != 1) {
                    throw new ShapeException("parallel: branches can be concatenated only if they end in vectors, but"
                            + " one ends in %s; flatten it".formatted(shape));
                }
                sum += shape.size(0);
            }
            return Shape.of(sum);
        }
        for (Shape shape : branches) {
            if (!shape.equals(first)) {
                throw new ShapeException(
                        "parallel: branches end in %s and %s; to %s them make them equal, or use merge: concat"
                                .formatted(first, shape, this == ADD ? "add" : "multiply"));
            }
        }
        return first;
    }

    Var of(List<Var> branches) {
        Var first = branches.getFirst();
        List<Var> others = branches.subList(1, branches.size());
        return switch (this) {
            case ADD -> others.stream().reduce(first, Var::plus);
            case MULTIPLY -> others.stream().reduce(first, Var::times);
            case CONCAT -> others.isEmpty() ? first : first.concat(1, others.toArray(Var[]::new));
        };
    }
}
