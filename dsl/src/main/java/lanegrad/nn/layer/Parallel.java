package lanegrad.nn.layer;

import java.util.ArrayList;
import java.util.List;
import lanegrad.nn.InputColumn;
import lanegrad.nn.Layer;
import lanegrad.nn.LayerException;
import lanegrad.nn.LayerSpec;
import lanegrad.nn.Scope;
import lanegrad.nn.Sequence;
import lanegrad.tensor.Shape;
import lanegrad.tensor.ShapeException;

/**
 * Branches that all see the same input and whose outputs become one (Goodfellow et al., section 6.3.1: any directed acyclic
 * graph). An empty branch passes its input on.
 *
 * <pre>{@code
 * new Parallel(List.of(List.of(new Dense(8)), List.of()), Merge.CONCAT);   // [4] -> [12]
 * }</pre>
 *
 * @param branches each a list of layers in order
 * @param merge how their outputs become one
 */
public record Parallel(List<List<LayerSpec>> branches, Merge merge) implements LayerSpec {
    /** Copies the lists. */
    public Parallel {
        branches = branches.stream().map(List::copyOf).toList();
    }

    /** Branches whose outputs stand one after another. */
    public Parallel(List<List<LayerSpec>> branches) {
        this(branches, Merge.CONCAT);
    }

    @Override
    public Shape shape(Shape in) {
        if (branches.isEmpty()) {
            throw new ShapeException("parallel: there are no branches; give at least one list of layers");
        }
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Sequence branch = new Sequence(branches.get(i));
            shapes.add(LayerException.at(String.valueOf(i), () -> branch.shape(in)));
        }
        return merge.shape(shapes);
    }

    @Override
    public LayerSpec resolve(List<InputColumn> columns) {
        List<List<LayerSpec>> resolved = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Sequence branch = new Sequence(branches.get(i));
            resolved.add(LayerException.at(String.valueOf(i), () -> branch.resolve(columns))
                    .layers());
        }
        return new Parallel(resolved, merge);
    }

    @Override
    public Layer build(Shape in, Scope scope) {
        List<Layer> built = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Sequence branch = new Sequence(branches.get(i));
            String place = String.valueOf(i);
            built.add(LayerException.at(place, () -> branch.build(in, scope.part(place))));
        }
        return (x, pass) ->
                merge.of(built.stream().map(branch -> branch.forward(x, pass)).toList());
    }
}
