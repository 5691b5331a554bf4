package lanegrad.kernels.gemm;

import static jdk.incubator.vector.FloatVector.fromArray;
import static lanegrad.kernels.Lanes.FLOATS;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import lanegrad.kernels.Specialised;

/** The template of {@link Packer}; its constant is the width of a panel in lines, a multiple of four. */
final class PanelPacker implements Packer {
    private static final int WIDTH = Specialised.constant(MethodHandles.lookup(), Integer.class);

    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final VectorSpecies<Float> LINES = WIDTH % FLOATS.length() == 0 ? FLOATS : FOUR;
    private static final VectorShuffle<Float> HALVES = VectorShuffle.fromValues(FOUR, 2, 3, 0, 1);
    private static final VectorShuffle<Float> PAIRS = VectorShuffle.fromValues(FOUR, 1, 0, 3, 2);
    private static final VectorMask<Float> LOW = VectorMask.fromValues(FOUR, true, true, false, false);
    private static final VectorMask<Float> HIGH = LOW.not();
    private static final VectorMask<Float> EVEN = VectorMask.fromValues(FOUR, true, false, true, false);
    private static final VectorMask<Float> ODD = EVEN.not();

    PanelPacker() {}

    @Override
    public void pack(float[] x, int xo, int lineStride, int stepStride, int lines, int steps, float[] panels, int at) {
        int size = steps * WIDTH;
        int line = 0;
        if (lineStride == 1) {
            for (; line + 4 * WIDTH <= lines; line += 4 * WIDTH) {
                copyFour(x, xo + line, stepStride, steps, panels, at + line * steps, size);
            }
        }
        for (; line < lines; line += WIDTH) {
            one(
                    x,
                    xo + line * lineStride,
                    lineStride,
                    stepStride,
                    Math.min(WIDTH, lines - line),
                    steps,
                    panels,
                    at + line * steps);
        }
    }

    private static void one(
            float[] x, int xo, int lineStride, int stepStride, int lines, int steps, float[] panel, int at) {
        if (lineStride == 1) {
            // Lines beyond the last may as well be copied, as long as they lie in the array.
            int inside = steps;
            while (inside > 0 && beyond(xo, stepStride, inside, x.length)) {
                inside--;
            }
            copy(x, xo, stepStride, inside, panel, at);
            gather(x, xo + inside * stepStride, 1, stepStride, lines, steps - inside, panel, at + inside * WIDTH);
        } else if (stepStride == 1) {
            int whole = steps & -4;
            int fours = lines & -4;
            for (int i = 0; i < fours; i += 4) {
                transpose(x, xo + i * lineStride, lineStride, whole, panel, at + i);
            }
            gather(x, xo + whole, lineStride, 1, fours, steps - whole, panel, at + whole * WIDTH);
            gather(x, xo + fours * lineStride, lineStride, 1, lines - fours, steps, panel, at + fours);
        } else {
            gather(x, xo, lineStride, stepStride, lines, steps, panel, at);
        }
    }

    /** Whether a whole step would reach beyond the array, at the last of so many steps or, going backwards, the first. */
    private static boolean beyond(int xo, int stepStride, int steps, int length) {
        return xo + Math.max(0, (steps - 1) * stepStride) + WIDTH > length;
    }

    /** Four panels of lines that lie side by side at a time: a step of one may take less than a cache line. */
    private static void copyFour(float[] x, int xo, int stride, int steps, float[] panels, int at, int size) {
        for (int p = 0, from = xo; p < steps; p++, from += stride) {
            int to = at + p * WIDTH;
            for (int i = 0; i < WIDTH; i += LINES.length()) {
                fromArray(LINES, x, from + i).intoArray(panels, to + i);
                fromArray(LINES, x, from + WIDTH + i).intoArray(panels, to + size + i);
                fromArray(LINES, x, from + 2 * WIDTH + i).intoArray(panels, to + 2 * size + i);
                fromArray(LINES, x, from + 3 * WIDTH + i).intoArray(panels, to + 3 * size + i);
            }
        }
    }

    /** A panel of lines that lie side by side. */
    private static void copy(float[] x, int xo, int stride, int steps, float[] panel, int at) {
        for (int p = 0, from = xo; p < steps; p++, from += stride) {
            for (int i = 0; i < WIDTH; i += LINES.length()) {
                fromArray(LINES, x, from + i).intoArray(panel, at + p * WIDTH + i);
            }
        }
    }

    /** Four lines whose steps lie side by side, in squares of 4 x 4. */
    private static void transpose(float[] x, int xo, int stride, int steps, float[] panel, int at) {
        for (int p = 0; p < steps; p += 4) {
            FloatVector x0 = fromArray(FOUR, x, xo + p);
            FloatVector x1 = fromArray(FOUR, x, xo + stride + p);
            FloatVector x2 = fromArray(FOUR, x, xo + 2 * stride + p);
            FloatVector x3 = fromArray(FOUR, x, xo + 3 * stride + p);
            FloatVector y0 = x0.blend(x2.rearrange(HALVES), HIGH);
            FloatVector y1 = x1.blend(x3.rearrange(HALVES), HIGH);
            FloatVector y2 = x2.blend(x0.rearrange(HALVES), LOW);
            FloatVector y3 = x3.blend(x1.rearrange(HALVES), LOW);
            int to = at + p * WIDTH;
            y0.blend(y1.rearrange(PAIRS), ODD).intoArray(panel, to);
            y1.blend(y0.rearrange(PAIRS), EVEN).intoArray(panel, to + WIDTH);
            y2.blend(y3.rearrange(PAIRS), ODD).intoArray(panel, to + 2 * WIDTH);
            y3.blend(y2.rearrange(PAIRS), EVEN).intoArray(panel, to + 3 * WIDTH);
        }
    }

    /** Any lines. */
    private static void gather(
            float[] x, int xo, int lineStride, int stepStride, int lines, int steps, float[] panel, int at) {
        for (int i = 0; i < lines; i++) {
            for (int p = 0; p < steps; p++) {
                panel[at + p * WIDTH + i] = x[xo + i * lineStride + p * stepStride];
            }
        }
    }
}
