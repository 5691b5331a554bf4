package lanegrad.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lanegrad.tensor.ShapeException;

/** A layer that can't take what arrives; says which one by its path. */
public final class LayerException extends ShapeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> path;
    private final String what;

    private LayerException(List<String> path, String what) {
        super("layer " + String.join(".", path) + ": " + what);
        this.path = List.copyOf(path);
        this.what = what;
    }

    /**
     * Does something for the layer, or the list of layers, at a place.
     *
     * @throws LayerException if that throws for shapes that don't fit; its path begins with the place
     */
    public static <T> T at(String place, Supplier<T> work) {
        try {
            return work.get();
        } catch (LayerException e) {
            List<String> path = new ArrayList<>(List.of(place));
            path.addAll(e.path);
            throw new LayerException(path, e.what);
        } catch (ShapeException e) {
            throw new LayerException(List.of(place), String.valueOf(e.getMessage()));
        }
    }

    /** The places from the outermost list of layers inwards, such as {@code 2.residual} and {@code 0.dense}. */
    public List<String> path() {
        return path;
    }
}
