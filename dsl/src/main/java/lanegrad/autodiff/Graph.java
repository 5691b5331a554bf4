package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanegrad.tensor.Shape;

/** What some values of a tape are computed from, to be drawn. */
final class Graph {
    /**
     * A leaf or an operation.
     *
     * @param id its number on the tape
     * @param name the leaf's or the operation's
     * @param shape of its value
     * @param label of the layer that recorded it, or empty
     * @param inputs the numbers of what it is computed from
     * @param isLeaf whether it comes from outside
     * @param isProgram whether the first of the values needs it; what only the others need is drawn as the derivative
     */
    record Node(int id, String name, Shape shape, String label, int[] inputs, boolean isLeaf, boolean isProgram) {}

    private Graph() {}

    /**
     * The nodes in the order of the tape.
     *
     * @throws IllegalArgumentException if there are no values, or they are of different tapes
     */
    static List<Node> of(Var... values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(value -> value.tape() != values[0].tape())) {
            throw new IllegalArgumentException("drawing: expected values of one tape");
        }
        boolean[] needed = needed(values);
        boolean[] program = needed(values[0]);
        List<Node> nodes = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                boolean first = id < program.length && program[id];
                nodes.add(
                        switch (values[0].tape().entry(id)) {
                            case Entry.Leaf leaf ->
                                new Node(id, leaf.name(), leaf.shape(), "", new int[0], true, first);
                            case Entry.Applied applied ->
                                new Node(
                                        id,
                                        applied.op().name(),
                                        applied.shape(),
                                        applied.label(),
                                        applied.inputs(),
                                        false,
                                        first);
                        });
            }
        }
        return nodes;
    }

    /** Which entries of the tape some values are computed from, themselves included, up to the last of them. */
    static boolean[] needed(Var... values) {
        boolean[] needed =
                new boolean[Arrays.stream(values).mapToInt(Var::id).max().orElse(-1) + 1];
        for (Var value : values) {
            needed[value.id()] = true;
        }
        for (int id = needed.length - 1; id >= 0; id--) {
            if (needed[id]) {
                for (int input : values[0].tape().entry(id).inputs()) {
                    needed[input] = true;
                }
            }
        }
        return needed;
    }
}
