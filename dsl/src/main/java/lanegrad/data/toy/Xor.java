package lanegrad.data.toy;

import java.nio.file.Path;
import lanegrad.data.Schema;
import lanegrad.data.Table;

/**
 * The exclusive or: y is 1 where one of x1 and x2 is 1, but not both; no linear model can learn it (Goodfellow et al.,
 * section 6.1).
 *
 * @param repeat how often the four rows occur
 */
public record Xor(int repeat) implements Toy {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is below 1 or above a million
     */
    public Xor {
        Points.requireBetween("xor: repeat", 1, 1_000_000, repeat);
    }

    /** The four rows once. */
    public Xor() {
        this(1);
    }

    @Override
    public Table read(Path base, Schema schema, long seed) {
        Points points = new Points(4 * repeat);
        for (int i = 0; i < 4 * repeat; i++) {
            int first = (i >> 1) & 1;
            int second = i & 1;
            points.set(i, first, second, first ^ second);
        }
        return points.table("toy xor", schema);
    }
}
