package lanegrad.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    /** Makes runs that take so long, and returns how many of them were made alone. */
    private int runs(int count, long team, long alone) {
        int made = 0;
        for (int i = 0; i < count; i++) {
            made += pace.alone() ? 1 : 0;
            pace.took(pace.alone() ? alone : team);
        }
        return made;
    }

    @Test
    void aTeamThatPaysIsSeldomLeft() {
        assertThat(runs(128, 300_000, 500_000)).isZero();
        assertThat(runs(10_000, 300_000, 500_000)).isBetween(20, 40);
        assertThat(pace.alone()).isFalse();
    }

    @Test
    void aTeamThatBecomesSlowIsLeftAtOnceAndTakenBackWhenItPays() {
        runs(1000, 300_000, 500_000);
        assertThat(runs(1000, 900_000, 500_000)).isGreaterThan(950);
        assertThat(runs(600, 300_000, 500_000)).isLessThan(530);
        assertThat(runs(1000, 300_000, 500_000)).isLessThan(50);
    }

    @Test
    void aMachineThatIsSlowAllOverIsNoReason() {
        runs(1000, 300_000, 500_000);
        assertThat(runs(1000, 600_000, 1_000_000)).isLessThan(30);
    }

    @Test
    void aSingleSlowRunIsNoReason() {
        runs(1000, 300_000, 500_000);
        int alone = 0;
        for (int i = 0; i < 10; i++) {
            alone += runs(3, 300_000, 500_000) + runs(1, 5_000_000, 500_000);
        }
        assertThat(alone).isLessThanOrEqualTo(4);
    }

    @Test
    void equalWaysStayAsTheyAre() {
        assertThat(runs(10_000, 300_000, 280_000)).isLessThan(40);
    }

    @Test
    void runsThatBecomeLongAloneGoBackToTheTeam() {
        runs(1000, 900_000, 500_000);
        assertThat(pace.alone()).isTrue();
        assertThat(runs(1000, 2_100_000, 3_000_000)).isLessThan(20);
    }

    @Test
    void longRunsStayWithTheTeam() {
        assertThat(runs(1000, 3_000_000, 1_000_000)).isZero();
    }
}
