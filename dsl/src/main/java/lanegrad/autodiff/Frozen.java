package lanegrad.autodiff;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.kernels.gemm.Packed;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as they are when this is made, for programs that don't change them: what follows from them alone is
 * computed ahead, and large matrices are packed in the order in which products read them; both are kept once for all
 * programs and threads.
 *
 * <pre>{@code
 * Frozen frozen = new Frozen(model.parameters());
 * Program program = Program.of(model.z(frozen.recording().input("x", x)));
 * }</pre>
 */
public final class Frozen {
    /** The copy of each parameter's value. */
    private final Map<Tensor, Tensor> copies = new HashMap<>();

    private final Map<Content, Tensor> constants = new ConcurrentHashMap<>();
    private final Map<Matrix, Packed> packed = new ConcurrentHashMap<>();

    /** What makes two constants one: their shape, and the bits of their elements. */
    private record Content(Tensor tensor) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Content that
                    && tensor.shape().equals(that.tensor.shape())
                    && Arrays.equals(tensor.data(), that.tensor.data());
        }

        @Override
        public int hashCode() {
            return 31 * tensor.shape().hashCode() + Arrays.hashCode(tensor.data());
        }
    }

    /** Copies the parameters. */
    public Frozen(List<Parameter> parameters) {
        parameters.forEach(
                parameter -> copies.put(parameter.value(), parameter.value().copy()));
    }

    /** A tape that records without computing, for {@link Program#of}; these parameters are constants on it. */
    public Tape recording() {
        return new Tape(false, this);
    }

    /** What a parameter was. */
    Tensor value(Parameter parameter) {
        Tensor copy = copies.get(parameter.value());
        if (copy == null) {
            throw new IllegalArgumentException("frozen: '" + parameter.name() + "' isn't among the parameters");
        }
        return copy;
    }

    /** The one of all equal constants that programs share, so that each is kept, and packed, once for all of them. */
    Tensor constant(Tensor value) {
        return constants.computeIfAbsent(new Content(value), Content::tensor);
    }

    /** A matrix that never changes, packed. */
    Packed packed(Matrix matrix) {
        return packed.computeIfAbsent(matrix, Packed::of);
    }
}
