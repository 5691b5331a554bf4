package lanegrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanegrad.optim.Schedule;

/** The learning rate's way through a training: its schedule, and what the schedule goes by. */
final class LearningRate {
    private final Schedule schedule;
    private final List<Boolean> improved = new ArrayList<>();
    private double best = Double.NaN;
    private long total;

    LearningRate(Schedule schedule) {
        this.schedule = schedule;
    }

    /** Says how many steps there will be. */
    void total(long steps) {
        total = steps;
    }

    /** The factor of the optimiser's rate at a step, from 1; 1 as long as no one has said how many there will be. */
    double factor(long step) {
        return total == 0 ? 1 : schedule.factor(step, total, improved);
    }

    /** Takes note of an epoch's metrics. */
    void epoch(Map<String, Double> metrics) {
        String metric = schedule.watches();
        if (!metric.isEmpty()) {
            double value = metrics.getOrDefault(metric, Double.NaN);
            boolean better = Improvement.of(metric, value, best);
            improved.add(better);
            best = better ? value : best;
        }
    }
}
