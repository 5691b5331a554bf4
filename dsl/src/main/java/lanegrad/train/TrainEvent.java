package lanegrad.train;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a {@link Trainer} or a {@link Run} tells its listeners. */
public sealed interface TrainEvent {
    /** A step is done; valid until the next one is, since all steps are told by the same object. */
    final class StepDone implements TrainEvent {
        private int epoch;
        private long step;
        private long steps;
        private int rows;
        private double rate;
        private float cost;

        /**
         * A step.
         *
         * @param epoch from 1
         * @param step from 1, over all epochs
         * @param steps how many steps all epochs have
         * @param rows the rows of the batch
         * @param rate the learning rate of the step
         * @param cost the cost before the step
         */
        public StepDone(int epoch, long step, long steps, int rows, double rate, float cost) {
            set(epoch, step, steps, rows, rate, cost);
        }

        void set(int epoch, long step, long steps, int rows, double rate, float cost) {
            this.epoch = epoch;
            this.step = step;
            this.steps = steps;
            this.rows = rows;
            this.rate = rate;
            this.cost = cost;
        }

        /** The epoch, from 1. */
        public int epoch() {
            return epoch;
        }

        /** The step, from 1, over all epochs. */
        public long step() {
            return step;
        }

        /** How many steps all epochs have. */
        public long steps() {
            return steps;
        }

        /** The rows of the batch. */
        public int rows() {
            return rows;
        }

        /** The learning rate of the step. */
        public double rate() {
            return rate;
        }

        /** The cost before the step. */
        public float cost() {
            return cost;
        }
    }

    /**
     * The training of one model of several begins; what is told until the next one does is about it.
     *
     * @param member from 1
     * @param members how many there are
     */
    record MemberBegun(int member, int members) implements TrainEvent {}

    /**
     * An epoch is done.
     *
     * @param epoch from 1
     * @param step the steps so far
     * @param rate the learning rate of the last one
     * @param loss the mean cost of the epoch's steps over rows
     * @param validation how the model does on the validation split, null without one
     */
    record EpochDone(
            int epoch,
            long step,
            double rate,
            double loss,
            @Nullable Scores validation) implements TrainEvent {
        /** All numbers by name: {@code train.loss}, {@code validation.loss}, {@code validation.accuracy} ... */
        public SequencedMap<String, Double> metrics() {
            SequencedMap<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("train.loss", loss);
            if (validation != null) {
                validation.numbers().forEach((name, value) -> metrics.put("validation." + name, value));
            }
            return metrics;
        }
    }
}
