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
    void changedParametersCount() {
        Model line = new Model(ModelSpec.of(layers -> layers).output(new Gaussian()), 1, 1, 0);
        Inference inference = new Inference(line);
        inference.input(1).data()[0] = 3;
        Arrays.fill(line.parameters().getFirst().value().data(), 2);
        assertThat(inference.predict(1).item()).isEqualTo(6);
        Arrays.fill(line.parameters().getFirst().value().data(), 5);
        assertThat(inference.predict(1).item()).isEqualTo(15);
    }

    @Test
    void manyThreadsShareAModelAndPredictTheSerialBits() throws Exception {
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int thread = 0; thread < 32; thread++) {
                Tensor x = random(4, 100 + thread);
                float[] expected = model.predict(x).data();
                same.add(threads.submit(() -> {
                    Inference inference = new Inference(model);
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
