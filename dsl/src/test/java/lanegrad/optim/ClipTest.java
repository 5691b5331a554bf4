package lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ClipTest {
    /** Of norms 5 and 12, together 13. */
    private static final List<Tensor> GRADIENTS = List.of(Tensor.of(Shape.of(2), 3, -4), Tensor.of(Shape.of(1, 1), 12));

    @Test
    void theNormOfAllTogether() {
        assertThat(scales(new ClipNorm(6.5), GRADIENTS)).containsExactly(0.5, 0.5);
        assertThat(scales(new ClipNorm(13), GRADIENTS)).containsExactly(1, 1);
        assertThat(scales(new ClipNorm(20), GRADIENTS)).containsExactly(1, 1);
        assertThat(new ClipNorm(1).bound()).isInfinite();
    }

    @Test
    void theNormOfEach() {
        assertThat(scales(new ClipParameterNorm(6), GRADIENTS)).containsExactly(1, 0.5);
        assertThat(scales(new ClipParameterNorm(1), List.of(Tensor.zeros(Shape.of(2)))))
                .containsExactly(1);
    }

    @Test
    void theValueOfEachComponent() {
        Clip clip = new ClipValue(3.5);
        Tensor w = Tensor.zeros(Shape.of(2));
        Optimizer.Step step = new Optimizer.Step(1, 0, clip.bound());
        step.set(1, 1);
        new Sgd(1, 0).update(w, 0, GRADIENTS.getFirst(), new Tensor[0], step);
        assertThat(scales(clip, GRADIENTS)).containsExactly(1, 1);
        assertThat(w.data()).containsExactly(-3, 3.5f);
    }

    private static double[] scales(Clip clip, List<Tensor> gradients) {
        double[] scales = new double[gradients.size()];
        clip.scales(gradients, scales);
        return scales;
    }

    @Test
    void limitsMustBeAboveZero() {
        assertThatThrownBy(() -> new ClipNorm(0)).hasMessage("clip: norm must be above 0, but is 0.0");
    }
}
