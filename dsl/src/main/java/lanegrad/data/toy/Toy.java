package lanegrad.data.toy;

import java.util.List;
import lanegrad.data.Source;

/** Data made from a seed; what is predicted of a point is the column {@code y}. */
public interface Toy extends Source {
    @Override
    default List<String> target() {
        return Points.TARGET;
    }
}
