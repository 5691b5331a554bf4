package lanegrad.autodiff;

/** What a random program is made of: matrices and operations on them, in whatever numbers. */
interface Algebra<M> {
    int rows(M x);

    int columns(M x);

    M plus(M x, M y);

    M minus(M x, M y);

    M times(M x, M y);

    M div(M x, M y);

    M max(M x, M y);

    M min(M x, M y);

    /** The first where x < y, elsewhere the second. */
    M whereLess(M x, M y, M first, M second);

    M scale(M x, float factor);

    M square(M x);

    M tanh(M x);

    M sigmoid(M x);

    M softplus(M x);

    M exp(M x);

    M relu(M x);

    M matmul(M x, M y);

    M transpose(M x);

    M reshape(M x, int rows, int columns);

    M slice(M x, int axis, int from, int to);

    M concat(M x, M y, int axis);

    /** Rows by their numbers. */
    M gather(M x, int... numbers);

    M sumOver(M x, int axis);

    M maxOver(M x, int axis);

    M softmax(M x);

    M logSoftmax(M x);

    M logSumExp(M x);

    /** The factor of x x^T + I. */
    M cholesky(M x);

    /** The solution of L z = x with the factor L of x x^T + I. */
    M solve(M x);
}
