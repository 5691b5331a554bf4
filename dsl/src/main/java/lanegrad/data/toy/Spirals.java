package lanegrad.data.toy;

import java.nio.file.Path;
import lanegrad.data.Schema;
import lanegrad.data.Table;
import lanegrad.kernels.random.Philox;

/**
 * Two spirals of Archimedes around each other, one for each class: radius t / pi at angle t for one, at t + pi for the
 * other, so that neighbouring arms are 1 apart; points lie equally dense along the arms.
 *
 * @param rows the number of points, half of each class
 * @param noise the standard deviation of each coordinate around the arm; the arms are 1 apart
 * @param turns how often each arm turns around the centre
 */
public record Spirals(int rows, double noise, double turns) implements Toy {
    private static final double INNER = StrictMath.PI / 2; // nearer to the centre the two arms would touch

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Spirals {
        Points.requireBetween("spirals: rows", 2, Points.MAX_ROWS, rows);
        Points.requireBetween("spirals: noise", 0.0, 1000.0, noise);
        Points.requireBetween("spirals: turns", 0.1, 1000.0, turns);
    }

    /** 2,000 points, noise 0.1, one and a half turns. */
    public Spirals() {
        this(2000, 0.1);
    }

    /** One and a half turns. */
    public Spirals(int rows, double noise) {
        this(rows, noise, 1.5);
    }

    @Override
    public Table read(Path base, Schema schema, long seed) {
        Points points = new Points(rows);
        float[] along = new float[rows];
        Philox.uniform(Philox.key(seed, "data", "spirals"), 0, along, 0, rows);
        double outer = INNER + 2 * StrictMath.PI * turns;
        for (int i = 0; i < rows; i++) {
            int y = i % 2;
            double t = StrictMath.sqrt(INNER * INNER + along[i] * (outer * outer - INNER * INNER));
            double angle = t + y * StrictMath.PI;
            double radius = t / StrictMath.PI;
            points.set(i, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), y);
        }
        points.blur(Philox.key(seed, "data", "spirals", "noise"), noise);
        return points.table("toy spirals", schema);
    }
}
