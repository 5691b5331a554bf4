package lanegrad.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lanegrad.kernels.Tiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("widths")
class PackedTest {
    private static final int NR = Blocking.NR;

    private final Products products = new Products(8);

    @Test
    void packedFactorsGiveTheBitsOfTheLaw() {
        for (int m : new int[] {1, 3, Blocking.MR + 1, 40}) {
            for (int n : new int[] {1, 10, NR - 1, NR, NR + 1, 5 * NR + 3}) {
                for (int k : new int[] {0, 1, 7, Blocking.KC + 2}) {
                    check(products.matrix(m, k), products.matrix(k, n), m == 3, 1);
                    check(products.transposed(m, k), products.transposed(k, n), m == 1, 2);
                }
            }
        }
    }

    private void check(Matrix a, Matrix b, boolean accumulate, int workers) {
        Matrix c = products.matrix(a.rows(), b.cols());
        Matrix expected = Products.copy(c);
        Products.law(a, b, expected, accumulate);
        Packed packed = Packed.of(Matrix.of(new float[b.rows() * b.cols()], b.rows(), b.cols()));
        Tiles.with(workers, () -> {
            packed.set(b);
            Gemm.multiply(a, packed, c, accumulate, Epilogue.NONE);
            return c;
        });
        assertThat(c.data()).as("%s times %s", a.shape(), b.shape()).isEqualTo(expected.data());
    }

    @Test
    void theShapeIsKept() {
        Packed packed = Packed.of(Matrix.of(new float[6], 2, 3));
        assertThat(packed.rows()).isEqualTo(2);
        assertThat(packed.cols()).isEqualTo(3);
        assertThatThrownBy(() -> packed.set(Matrix.of(new float[6], 3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2x3", "3x2");
    }
}
