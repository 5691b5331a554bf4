package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;

/**
 * y = x, through which the derivative flows times a factor: 0 stops it, -1 turns it round.
 *
 * @param factor the factor
 */
public record ScaleGradient(float factor) implements View {
    @Override
    public Var vjp(int input, Var[] in, Var out, Var gradient) {
        return gradient.scale(factor);
    }
}
