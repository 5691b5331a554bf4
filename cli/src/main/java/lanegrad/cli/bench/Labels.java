package lanegrad.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** Places beside dots for short labels, so that they hide neither each other nor a dot if there is room at all. */
final class Labels {
    private static final double WIDTH = 15;
    private static final double HEIGHT = 11;

    private final List<double[]> taken = new ArrayList<>();

    /** Takes the place of a dot. */
    void dot(double x, double y) {
        taken.add(new double[] {x, y, 7, 7});
    }

    /** The centre of the label of the dot at this place: the nearest that is free, of those around it. */
    double[] place(double x, double y) {
        double[] best = {x + 12, y};
        search:
        for (double distance = 12; distance < 60; distance += 4) {
            for (int eighth = 0; eighth < 16; eighth++) {
                double angle = Math.PI / 8 * eighth;
                double[] centre = {x + distance * Math.cos(angle), y - distance * Math.sin(angle)};
                if (taken.stream().noneMatch(box -> meets(box, centre))) {
                    best = centre;
                    break search;
                }
            }
        }
        taken.add(new double[] {best[0], best[1], WIDTH, HEIGHT});
        return best;
    }

    private static boolean meets(double[] box, double[] centre) {
        return Math.abs(box[0] - centre[0]) < (box[2] + WIDTH) / 2
                && Math.abs(box[1] - centre[1]) < (box[3] + HEIGHT) / 2;
    }
}
