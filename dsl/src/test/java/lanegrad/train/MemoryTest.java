package lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanegrad.autodiff.Parameter;
import lanegrad.autodiff.Program;
import lanegrad.autodiff.Tape;
import lanegrad.autodiff.Var;
import lanegrad.autodiff.op.MatMul;
import lanegrad.optim.Clip;
import lanegrad.optim.ClipNorm;
import lanegrad.optim.ClipParameterNorm;
import lanegrad.optim.ClipValue;
import lanegrad.optim.Sgd;
import lanegrad.tensor.Shape;
import lanegrad.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void onlyALimitOfNormsNeedsGradientsInMemory() {
        assertThat(update(new ClipValue(1)).explain()).contains("mat-mul+sgd").doesNotContain("clipping");
        for (Clip clip : List.of(new ClipNorm(1), new ClipParameterNorm(1))) {
            assertThat(update(clip).explain()).contains("clipping").doesNotContain("mat-mul+sgd");
        }
    }

    /** The program of an update of 65,536 weights by the product of two factors. */
    private static Program update(Clip clip) {
        Parameter weights = new Parameter("weights", Tensor.zeros(Shape.of(256, 256)), Parameter.Kind.WEIGHT);
        Sgd rule = new Sgd(0.1, 0);
        Memory memory = new Memory(new TrainSpec().clip(clip).optimizer(rule), rule, List.of(weights));
        Tape tape = Tape.recording();
        Var x = tape.input("x", Tensor.zeros(Shape.of(4, 256)));
        Var slopes = tape.input("slopes", Tensor.zeros(Shape.of(4, 256)));
        memory.update(tape, List.of(tape.apply(new MatMul(true, false), x, slopes)));
        return Program.of(x);
    }
}
