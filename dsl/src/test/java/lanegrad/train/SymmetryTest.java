package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import lanegrad.data.DataSpec;
import lanegrad.data.toy.Xor;
import lanegrad.model.ModelSpec;
import lanegrad.optim.Adam;
import org.junit.jupiter.api.Test;

/** Units that start alike stay alike (Liquet, Moka, Nazarathy, section 5.5), so that eight of them are as good as one. */
class SymmetryTest {
    private static Run xor() {
        ModelSpec spec = ModelSpec.of(layers -> layers.dense(8).tanh());
        return Experiment.of("xor", new DataSpec(new Xor()), spec)
                .seed(1)
                .train(new TrainSpec().epochs(500).optimizer(new Adam(0.05)))
                .start(Path.of("."));
    }

    @Test
    void equalWeightsStayEqual() {
        Run run = xor();
        run.model()
                .parameters()
                .forEach(parameter -> Arrays.fill(parameter.value().data(), 0.5f));
        Result result = run.fit(_ -> {});
        float[] w = run.model().parameters().getFirst().value().data();
        for (int unit = 1; unit < 8; unit++) {
            assertThat(w[unit]).isEqualTo(w[0]);
            assertThat(w[8 + unit]).isEqualTo(w[8]);
        }
        assertThat(w[0]).isNotEqualTo(0.5f);
        assertThat(result.train().metrics().get("accuracy")).isLessThan(0.8);
    }

    @Test
    void randomWeightsLearnXor() {
        assertThat(xor().fit(_ -> {}).train().metrics().get("accuracy")).isEqualTo(1);
    }
}
