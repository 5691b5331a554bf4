package lanegrad.autodiff;

import lanegrad.kernels.gemm.Factor;
import lanegrad.kernels.gemm.Matrix;
import lanegrad.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** An operation whose second input is the right factor of a product, which is packed once if it never changes. */
public interface RightFactor extends Op {
    /** The factor that the second input gives, or null if it gives several. */
    @Nullable
    Matrix right(Tensor given);

    /** The same as {@link #prepare}, with that factor in the given form. */
    Runnable prepareWith(Factor right, Tensor[] in, Tensor out);
}
