package lanegrad.autodiff.op;

import lanegrad.tensor.Shape;

/** Where an element of the broadcast shape comes from in the shape that was stretched. */
final class Stretch {
    private final int[] sizes;
    private final int[] strides;

    Stretch(Shape from, Shape to) {
        sizes = to.sizes();
        strides = new int[sizes.length];
        int stride = 1;
        for (int axis = 1; axis <= from.rank(); axis++) {
            int size = from.size(-axis);
            strides[sizes.length - axis] = size == 1 ? 0 : stride;
            stride *= size;
        }
    }

    /** Whether neighbours in a row are neighbours in the source; if not, a row is one element repeated. */
    boolean alongRow() {
        return strides.length > 0 && strides[strides.length - 1] == 1;
    }

    /** The index in the source of the broadcast shape's i-th element. */
    int index(int i) {
        int index = 0;
        for (int axis = sizes.length - 1, rest = i; axis >= 0; axis--) {
            index += rest % sizes[axis] * strides[axis];
            rest /= sizes[axis];
        }
        return index;
    }
}
