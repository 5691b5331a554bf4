package lanegrad.data.toy;

import java.nio.file.Path;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.kernels.random.Philox;

/**
 * Two half circles that reach into each other, one for each class: (cos t, sin t) and (1 - cos t, 1/2 - sin t) for t
 * between 0 and pi.
 *
 * @param rows the number of points, half of each class
 * @param noise the standard deviation of each coordinate around the half circle, whose radius is 1
 */
public record Moons(int rows, double noise) implements Toy {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Moons {
        Points.requireBetween("moons: rows", 2, Points.MAX_ROWS, rows);
        Points.requireBetween("moons: noise", 0.0, 1000.0, noise);
    }

    /** 2,000 points, noise 0.1. */
    public Moons() {
        this(2000, 0.1);
    }

    @Override
    public Table read(Path base, Schema schema, long seed) {
        Points points = new Points(rows);
        float[] along = new float[rows];
        Philox.uniform(Philox.key(seed, "data", "moons"), 0, along, 0, rows);
        for (int i = 0; i < rows; i++) {
            double cos = StrictMath.cos(along[i] * StrictMath.PI);
            double sin = StrictMath.sin(along[i] * StrictMath.PI);
            if (i % 2 == 0) {
                points.set(i, cos, sin, 0);
            } else {
                points.set(i, 1 - cos, 0.5 - sin, 1);
            }
        }
        points.blur(Philox.key(seed, "data", "moons", "noise"), noise);
        return points.table("toy moons", schema);
    }
}
