package lanegrad.data.toy;

import java.nio.file.Path;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.kernels.random.Philox;

/**
 * Clouds of normal points, one for each class, whose centres lie evenly on a circle of radius 4 from (4, 0) on.
 *
 * @param rows the number of points, as many of each class as can be
 * @param classes the number of clouds
 * @param noise the standard deviation of each coordinate around the centre
 */
public record Blobs(int rows, int classes, double noise) implements Toy {
    private static final double RADIUS = 4;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Blobs {
        Points.requireBetween("blobs: rows", 2, Points.MAX_ROWS, rows);
        Points.requireBetween("blobs: classes", 2, 1000, classes);
        Points.requireBetween("blobs: noise", 0.0, 1000.0, noise);
    }

    /** 2,000 points in three clouds, noise 1. */
    public Blobs() {
        this(2000, 3, 1);
    }

    @Override
    public Table read(Path base, Schema schema, long seed) {
        Points points = new Points(rows);
        for (int i = 0; i < rows; i++) {
            int y = i % classes;
            double angle = 2 * StrictMath.PI * y / classes;
            points.set(i, RADIUS * StrictMath.cos(angle), RADIUS * StrictMath.sin(angle), y);
        }
        points.blur(Philox.key(seed, "data", "blobs", "noise"), noise);
        return points.table("toy blobs", schema);
    }
}
