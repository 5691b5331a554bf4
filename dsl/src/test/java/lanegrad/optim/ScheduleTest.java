package lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanegrad.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The factors against PyTorch 1.13's, which schedules.py wrote, and against their formulas. */
class ScheduleTest {
    private static final int STEPS = 40;
    private static final Fixture PYTORCH = Fixture.read(ScheduleTest.class, "schedules.txt");

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("step", new StepDecay(0.25, 0.2, 0)),
                Arguments.of("exponential", new ExponentialDecay(0.05, 0)),
                Arguments.of("cosine", new CosineDecay(0.1, 0)),
                Arguments.of("polynomial", new PolynomialDecay(2, 0, 0)),
                Arguments.of("warmup", new CosineDecay(0.1, 0.25)),
                Arguments.of("warmup", new CosineDecay(0.1, 10)));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void areThoseOfPyTorch(String name, Schedule schedule) {
        double[] expected = PYTORCH.numbers(name);
        for (int step = 1; step <= STEPS; step++) {
            assertThat(schedule.factor(step, STEPS, List.of()))
                    .as("step " + step)
                    .isCloseTo(expected[step - 1], within(1e-7));
        }
    }

    @Test
    void plateauDropsWhenPyTorchsDoes() {
        double[] losses = PYTORCH.numbers("losses");
        double[] expected = PYTORCH.numbers("plateau");
        Schedule plateau = new Plateau("train.loss", 2, 0.5, 0);
        List<Boolean> improved = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (int epoch = 0; epoch < losses.length; epoch++) {
            assertThat(plateau.factor(epoch + 1, losses.length, improved)).isEqualTo(expected[epoch]);
            improved.add(losses[epoch] < best);
            best = Math.min(best, losses[epoch]);
        }
        assertThat(expected).contains(1, 0.5, 0.25);
    }

    @Test
    void oneCycleRisesAndFalls() {
        Schedule cycle = new OneCycle(0.5, 0.2, 0.01);
        assertThat(cycle.factor(1, 1000, List.of())).isCloseTo(0.2, within(1e-4));
        assertThat(cycle.factor(250, 1000, List.of())).isCloseTo(0.6, within(2e-3));
        assertThat(cycle.factor(501, 1000, List.of())).isEqualTo(1);
        assertThat(cycle.factor(751, 1000, List.of())).isCloseTo((1 + 0.01) / 2, within(1e-12));
        assertThat(cycle.factor(1000, 1000, List.of())).isCloseTo(0.01, within(1e-4));
    }

    @Test
    void warmUpsOfAllSchedulesEndAtTheFullRate() {
        for (Schedule schedule : List.of(
                new ConstantRate(5),
                new StepDecay(0.3, 0.1, 5),
                new ExponentialDecay(0.1, 5),
                new CosineDecay(0, 5),
                new PolynomialDecay(1, 0, 5),
                new OneCycle(5, 0.04, 0),
                new Plateau("train.loss", 1, 0.1, 5))) {
            double before = 0;
            for (int step = 1; step <= 5; step++) {
                double factor = schedule.factor(step, 50, List.of());
                assertThat(factor)
                        .as(schedule + " " + step)
                        .isGreaterThan(before)
                        .isLessThan(1);
                before = factor;
            }
            assertThat(schedule.factor(6, 50, List.of())).isEqualTo(1);
        }
    }

    @Test
    void stepsAfterTheLastAreAsTheLast() {
        Schedule linear = new PolynomialDecay();
        assertThat(linear.factor(10, 10, List.of())).isCloseTo(0.1, within(1e-12));
        assertThat(linear.factor(11, 10, List.of())).isEqualTo(linear.factor(10, 10, List.of()));
        assertThat(new ConstantRate(100).factor(20, 10, List.of())).isLessThan(1);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new CosineDecay(0, -1)).hasMessage("cosine: warmup must be at least 0, but is -1.0");
        assertThatThrownBy(() -> new StepDecay(1.5, 0.1, 0)).hasMessage("step: every must be at most 1, but is 1.5");
    }
}
