package lanegrad.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lanegrad.kernels.random.Philox;
import lanegrad.loss.Categorical;
import lanegrad.loss.Gaussian;
import lanegrad.nn.layer.BatchNorm;
import lanegrad.nn.layer.Dense;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private final Model model = new Model(
            ModelSpec.of(layers -> layers.dense(24)
                            .layer(new BatchNorm())
                            .tanh()
                            .dropout(0.5)
                            .residual(inner -> inner.dense(24).relu()))
                    .output(new Categorical()),
            7,
            5,
            3);

    @Test
    void predictsTheBitsOfTheEagerModelForAnyNumberOfRows() {
        Inference inference = new Inference(model);
        for (int rows : new int[] {1, 33, 2, 1}) {
            Tensor x = random(rows, rows);
            System.arraycopy(x.data(), 0, inference.input(rows).data(), 0, x.count());
            assertThat(inference.predict(rows).shape()).isEqualTo(Shape.of(rows, 5));
            assertThat(inference.predict(rows).data())
                    .isEqualTo(model.predict(x).data());
        }
    }

    @Test
    void predictsWithTheParametersOfItsMaking() {
        Model line = new Model(ModelSpec.of(layers -> layers).output(new Gaussian()), 1, 1, 0);
        Arrays.fill(line.parameters().getFirst().value().data(), 2);
        Inference inference = new Inference(line);
        Arrays.fill(line.parameters().getFirst().value().data(), 5);
        assertThat(triple(inference)).isEqualTo(6);
        assertThat(triple(inference.session())).isEqualTo(6);
        assertThat(triple(new Inference(line))).isEqualTo(15);
    }

    private static float triple(Inference inference) {
        inference.input(1).data()[0] = 3;
        return inference.predict(1).item();
    }

    @Test
    void packedWeightsGiveTheBitsOfTheEagerModel() {
        Model wide = new Model(
                ModelSpec.of(layers -> layers.dense(270).relu().layer(new Dense(300).bias(false)))
                        .output(new Categorical()),
                7,
                300,
                3);
        Inference inference = new Inference(wide);
        for (int rows : new int[] {1, 2, 9, 40}) {
            Tensor x = random(rows, rows);
            System.arraycopy(x.data(), 0, inference.input(rows).data(), 0, x.count());
            assertThat(inference.predict(rows).data()).isEqualTo(wide.predict(x).data());
        }
    }

    @Test
    void manyThreadsShareAModelAndPredictTheSerialBits() throws Exception {
        Inference shared = new Inference(model);
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int thread = 0; thread < 32; thread++) {
                Tensor x = random(4, 100 + thread);
                float[] expected = model.predict(x).data();
                same.add(threads.submit(() -> {
                    Inference inference = shared.session();
                    System.arraycopy(x.data(), 0, inference.input(4).data(), 0, x.count());
                    boolean equal = true;
                    for (int run = 0; run < 100; run++) {
                        equal &= Arrays.equals(inference.predict(4).data(), expected);
                    }
                    return equal;
                }));
            }
            for (Future<Boolean> each : same) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    private static Tensor random(int rows, long stream) {
        Tensor x = Tensor.zeros(Shape.of(rows, 7));
        Philox.normal(Philox.key(1, "x"), stream, x.data(), 0, x.count());
        return x;
    }
}
