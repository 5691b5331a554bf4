package lanegrad.data.toy;

import java.nio.file.Path;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.kernels.random.Philox;

/**
 * Two circles around one centre, one for each class: of radius 1, and of radius 1/2 inside it.
 *
 * @param rows the number of points, half of each class
 * @param noise the standard deviation of each coordinate around the circle
 */
public record Circles(int rows, double noise) implements Toy {
    private static final double INNER = 0.5;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Circles {
        Points.requireBetween("circles: rows", 2, Points.MAX_ROWS, rows);
        Points.requireBetween("circles: noise", 0.0, 1000.0, noise);
    }

    /** 2,000 points, noise 0.1. */
    public Circles() {
        this(2000, 0.1);
    }

    @Override
    public Table read(Path base, Schema schema, long seed) {
        Points points = new Points(rows);
        float[] along = new float[rows];
        Philox.uniform(Philox.key(seed, "data", "circles"), 0, along, 0, rows);
        for (int i = 0; i < rows; i++) {
            int y = i % 2;
            double radius = y == 0 ? 1 : INNER;
            double angle = 2 * StrictMath.PI * along[i];
            points.set(i, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), y);
        }
        points.blur(Philox.key(seed, "data", "circles", "noise"), noise);
        return points.table("toy circles", schema);
    }
}
