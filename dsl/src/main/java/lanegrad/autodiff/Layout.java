package lanegrad.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Places of a graph's nodes in rows, inputs above what reads them: each row in the order that its neighbours have, then
 * as near to their middle as there is room (Sugiyama, Tagawa, Toda, 1981).
 */
final class Layout {
    private static final int SWEEPS = 12;

    /** A node's place, or where a line passes a row; coordinates are of its middle. */
    static final class Cell {
        final Graph.@Nullable Node node;
        final int row;
        final List<Cell> above = new ArrayList<>();
        final List<Cell> below = new ArrayList<>();
        double x;

        private Cell(Graph.@Nullable Node node, int row) {
            this.node = node;
            this.row = row;
        }

        private double middle(List<Cell> neighbours) {
            return neighbours.stream().mapToDouble(cell -> cell.x).average().orElse(x);
        }
    }

    /** The rows from the top, each from the left. */
    final List<List<Cell>> rows = new ArrayList<>();

    private final double nodeRoom;
    private final double lineRoom;

    /** With so much room in a row for a node, and for a line that passes. */
    Layout(List<Graph.Node> nodes, double nodeRoom, double lineRoom) {
        this.nodeRoom = nodeRoom;
        this.lineRoom = lineRoom;
        Map<Integer, Integer> depths = depths(nodes);
        Map<Integer, Cell> cells = new HashMap<>();
        for (Graph.Node node : nodes) {
            cells.put(node.id(), add(node, depths.getOrDefault(node.id(), 0)));
        }
        for (Graph.Node node : nodes) {
            for (int input : node.inputs()) {
                join(cells.get(input), cells.get(node.id()));
            }
        }
        rows.forEach(this::pack);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sweep(sweep % 2 == 0);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            rows.forEach(this::straighten);
            rows.reversed().forEach(this::straighten);
        }
        double left = cells().mapToDouble(cell -> cell.x).min().orElse(0);
        cells().forEach(cell -> cell.x += nodeRoom / 2 - left);
    }

    /** All cells. */
    Stream<Cell> cells() {
        return rows.stream().flatMap(List::stream);
    }

    /** The width that all rows fit into. */
    double width() {
        return cells().mapToDouble(cell -> cell.x).max().orElse(0) + nodeRoom / 2;
    }

    /** One more than that of the deepest input; what has no inputs stands right above the first that reads it. */
    private static Map<Integer, Integer> depths(List<Graph.Node> nodes) {
        Map<Integer, Integer> depths = new HashMap<>();
        for (Graph.Node node : nodes) {
            int deepest = -1;
            for (int input : node.inputs()) {
                deepest = Math.max(deepest, depths.getOrDefault(input, 0));
            }
            depths.put(node.id(), deepest + 1);
        }
        Map<Integer, Integer> raised = new HashMap<>(depths);
        for (Graph.Node leaf :
                nodes.stream().filter(node -> node.inputs().length == 0).toList()) {
            nodes.stream()
                    .filter(node -> Arrays.stream(node.inputs()).anyMatch(input -> input == leaf.id()))
                    .mapToInt(node -> depths.getOrDefault(node.id(), 0) - 1)
                    .min()
                    .ifPresent(depth -> raised.put(leaf.id(), depth));
        }
        return raised;
    }

    private Cell add(Graph.@Nullable Node node, int row) {
        while (rows.size() <= row) {
            rows.add(new ArrayList<>());
        }
        Cell cell = new Cell(node, row);
        rows.get(row).add(cell);
        return cell;
    }

    private void join(@Nullable Cell from, @Nullable Cell to) {
        if (from == null || to == null) {
            throw new IllegalStateException("drawing: an input is missing");
        }
        Cell last = from;
        for (int row = from.row + 1; row <= to.row; row++) {
            Cell next = row == to.row ? to : add(null, row);
            last.below.add(next);
            next.above.add(last);
            last = next;
        }
    }

    private void pack(List<Cell> row) {
        double x = 0;
        for (Cell cell : row) {
            x += room(cell) / 2;
            cell.x = x;
            x += room(cell) / 2;
        }
        for (Cell cell : row) {
            cell.x -= x / 2;
        }
    }

    private void sweep(boolean down) {
        for (List<Cell> row : down ? rows : rows.reversed()) {
            row.sort(Comparator.comparingDouble(cell -> cell.middle(down ? cell.above : cell.below)));
            pack(row);
        }
    }

    /** Moves each cell to the middle of its neighbours, keeping the order and the room between them. */
    private void straighten(List<Cell> row) {
        double[] wanted = row.stream()
                .mapToDouble(cell -> cell.middle(
                        Stream.concat(cell.above.stream(), cell.below.stream()).toList()))
                .toArray();
        double excess = 0;
        for (int i = 0; i < wanted.length; i++) {
            Cell cell = row.get(i);
            double least =
                    i == 0 ? Double.NEGATIVE_INFINITY : row.get(i - 1).x + (room(row.get(i - 1)) + room(cell)) / 2;
            cell.x = Math.max(wanted[i], least);
            excess += cell.x - wanted[i];
        }
        for (Cell cell : row) {
            cell.x -= excess / wanted.length;
        }
    }

    private double room(Cell cell) {
        return cell.node == null ? lineRoom : nodeRoom;
    }
}
