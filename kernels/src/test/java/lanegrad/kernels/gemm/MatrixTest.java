package lanegrad.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {
    private final float[] data = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    @Test
    void aViewFindsItsElements() {
        Matrix x = Matrix.of(data, 2, 2, 3);
        assertThat(x.data()[x.at(0, 0)]).isEqualTo(2);
        assertThat(x.data()[x.at(1, 2)]).isEqualTo(7);
        assertThat(x.transpose().at(2, 1)).isEqualTo(x.at(1, 2));
        assertThat(x.part(1, 2, 1, 3)).isEqualTo(new Matrix(data, 6, 1, 2, 3, 1));
    }

    @Test
    void everyElementMustLieInTheArray() {
        assertThat(new Matrix(data, 11, 3, 4, -4, -1).at(2, 3)).isZero();
        assertThatThrownBy(() -> Matrix.of(data, 1, 3, 4))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContainingAll("3x4", "offset 1", "1 to 12", "array of 12");
        assertThatThrownBy(() -> new Matrix(data, 3, 2, 2, -3, -1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("-1 to 3");
        assertThatThrownBy(() -> new Matrix(data, 0, 1 << 20, 1 << 20, 1 << 20, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anEmptyMatrixLiesAnywhere() {
        assertThat(new Matrix(data, 50, 0, 3, 3, 1).rows()).isZero();
    }

    @Test
    void columnsOfALargerMatrixDoNotOverlap() {
        Matrix left = new Matrix(data, 0, 3, 2, 4, 1);
        Matrix right = new Matrix(data, 2, 3, 2, 4, 1);
        assertThat(left.overlaps(right)).isFalse();
        assertThat(right.transpose().overlaps(left)).isFalse();
        assertThat(left.overlaps(new Matrix(data, 1, 2, 2, 4, 1))).isTrue();
        assertThat(left.overlaps(left.transpose())).isTrue();
        assertThat(left.overlaps(new Matrix(data, 10, 1, 2, 2, 1))).isFalse();
        assertThat(left.overlaps(new Matrix(data.clone(), 0, 3, 2, 4, 1))).isFalse();
        assertThat(left.overlaps(left.part(0, 0, 0, 2))).isFalse();
    }

    @Test
    void sizesMustNotBeNegative() {
        assertThatThrownBy(() -> Matrix.of(data, -1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1x3");
    }
}
