package lanegrad.autodiff.op;

import lanegrad.autodiff.Var;
import org.jspecify.annotations.Nullable;

/** y = x, through which no derivative flows: x is held constant. */
public record Stop() implements View {
    @Override
    public @Nullable Var vjp(int input, Var[] in, Var out, Var gradient) {
        return null;
    }
}
