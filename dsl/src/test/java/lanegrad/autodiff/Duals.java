package lanegrad.autodiff;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import lanegrad.autodiff.Duals.Dual;

/** Matrices of dual numbers a + a' e with e e = 0: the coefficient of e is the derivative, with no tape anywhere. */
final class Duals implements Algebra<Dual[][]> {
    /** A value and its derivative. */
    record Dual(double at, double slope) {
        static final Dual ZERO = new Dual(0, 0);

        Dual plus(Dual y) {
            return new Dual(at + y.at, slope + y.slope);
        }

        Dual minus(Dual y) {
            return new Dual(at - y.at, slope - y.slope);
        }

        Dual times(Dual y) {
            return new Dual(at * y.at, slope * y.at + at * y.slope);
        }

        Dual div(Dual y) {
            return new Dual(at / y.at, (slope * y.at - at * y.slope) / (y.at * y.at));
        }

        Dual exp() {
            return new Dual(Math.exp(at), slope * Math.exp(at));
        }

        Dual log() {
            return new Dual(Math.log(at), slope / at);
        }

        Dual sqrt() {
            return new Dual(Math.sqrt(at), slope / (2 * Math.sqrt(at)));
        }
    }

    @Override
    public int rows(Dual[][] x) {
        return x.length;
    }

    @Override
    public int columns(Dual[][] x) {
        return x[0].length;
    }

    @Override
    public Dual[][] plus(Dual[][] x, Dual[][] y) {
        return pairs(x, y, Dual::plus);
    }

    @Override
    public Dual[][] minus(Dual[][] x, Dual[][] y) {
        return pairs(x, y, Dual::minus);
    }

    @Override
    public Dual[][] times(Dual[][] x, Dual[][] y) {
        return pairs(x, y, Dual::times);
    }

    @Override
    public Dual[][] div(Dual[][] x, Dual[][] y) {
        return pairs(x, y, Dual::div);
    }

    @Override
    public Dual[][] max(Dual[][] x, Dual[][] y) {
        return pairs(x, y, (a, b) -> a.at >= b.at ? a : b);
    }

    @Override
    public Dual[][] min(Dual[][] x, Dual[][] y) {
        return pairs(x, y, (a, b) -> a.at <= b.at ? a : b);
    }

    @Override
    public Dual[][] whereLess(Dual[][] x, Dual[][] y, Dual[][] first, Dual[][] second) {
        Dual[][] less = pairs(x, y, (a, b) -> new Dual(a.at < b.at ? 1 : 0, 0));
        int rows = Math.max(less.length, Math.max(first.length, second.length));
        int columns = Math.max(less[0].length, Math.max(first[0].length, second[0].length));
        Dual[][] z = new Dual[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                z[i][j] = at(at(less, i, j).at == 1 ? first : second, i, j);
            }
        }
        return z;
    }

    @Override
    public Dual[][] scale(Dual[][] x, float factor) {
        return each(x, a -> new Dual(factor * a.at, factor * a.slope));
    }

    @Override
    public Dual[][] square(Dual[][] x) {
        return each(x, a -> a.times(a));
    }

    @Override
    public Dual[][] tanh(Dual[][] x) {
        return each(x, a -> new Dual(Math.tanh(a.at), a.slope / Math.pow(Math.cosh(a.at), 2)));
    }

    @Override
    public Dual[][] sigmoid(Dual[][] x) {
        return each(x, Duals::sigmoid);
    }

    private static Dual sigmoid(Dual a) {
        double s = 1 / (1 + Math.exp(-a.at));
        return new Dual(s, a.slope * s * (1 - s));
    }

    @Override
    public Dual[][] softplus(Dual[][] x) {
        return each(
                x, a -> new Dual(Math.max(a.at, 0) + Math.log1p(Math.exp(-Math.abs(a.at))), a.slope * sigmoid(a).at));
    }

    @Override
    public Dual[][] exp(Dual[][] x) {
        return each(x, Dual::exp);
    }

    @Override
    public Dual[][] relu(Dual[][] x) {
        return each(x, a -> a.at > 0 ? a : Dual.ZERO);
    }

    @Override
    public Dual[][] matmul(Dual[][] x, Dual[][] y) {
        Dual[][] z = new Dual[x.length][y[0].length];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < z[0].length; j++) {
                Dual sum = Dual.ZERO;
                for (int k = 0; k < y.length; k++) {
                    sum = sum.plus(x[i][k].times(y[k][j]));
                }
                z[i][j] = sum;
            }
        }
        return z;
    }

    @Override
    public Dual[][] transpose(Dual[][] x) {
        Dual[][] z = new Dual[x[0].length][x.length];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < z[0].length; j++) {
                z[i][j] = x[j][i];
            }
        }
        return z;
    }

    @Override
    public Dual[][] reshape(Dual[][] x, int rows, int columns) {
        Dual[][] z = new Dual[rows][columns];
        for (int k = 0; k < rows * columns; k++) {
            z[k / columns][k % columns] = x[k / x[0].length][k % x[0].length];
        }
        return z;
    }

    @Override
    public Dual[][] slice(Dual[][] x, int axis, int from, int to) {
        if (axis == 1) {
            return transpose(slice(transpose(x), 0, from, to));
        }
        return java.util.Arrays.copyOfRange(x, from, to);
    }

    @Override
    public Dual[][] concat(Dual[][] x, Dual[][] y, int axis) {
        if (axis == 1) {
            return transpose(concat(transpose(x), transpose(y), 0));
        }
        Dual[][] z = java.util.Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, z, x.length, y.length);
        return z;
    }

    @Override
    public Dual[][] gather(Dual[][] x, int... numbers) {
        Dual[][] z = new Dual[numbers.length][];
        for (int i = 0; i < numbers.length; i++) {
            z[i] = x[numbers[i]];
        }
        return z;
    }

    @Override
    public Dual[][] sumOver(Dual[][] x, int axis) {
        return along(x, axis, Dual::plus);
    }

    @Override
    public Dual[][] maxOver(Dual[][] x, int axis) {
        return along(x, axis, (a, b) -> a.at >= b.at ? a : b);
    }

    @Override
    public Dual[][] softmax(Dual[][] x) {
        Dual[][] e = exp(minus(x, maxOver(x, 1)));
        return div(e, sumOver(e, 1));
    }

    @Override
    public Dual[][] logSoftmax(Dual[][] x) {
        return minus(x, logSumExp(x));
    }

    @Override
    public Dual[][] logSumExp(Dual[][] x) {
        Dual[][] greatest = maxOver(x, 1);
        return plus(greatest, each(sumOver(exp(minus(x, greatest)), 1), Dual::log));
    }

    @Override
    public Dual[][] cholesky(Dual[][] x) {
        int n = x.length;
        Dual[][] a = matmul(x, transpose(x));
        Dual[][] factor = new Dual[n][n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                Dual rest = i == j ? a[i][j].plus(new Dual(1, 0)) : a[i][j];
                for (int k = 0; k < j; k++) {
                    rest = i < j ? rest : rest.minus(factor[i][k].times(factor[j][k]));
                }
                factor[i][j] = i < j ? Dual.ZERO : i == j ? rest.sqrt() : rest.div(factor[j][j]);
            }
        }
        return factor;
    }

    @Override
    public Dual[][] solve(Dual[][] x) {
        Dual[][] factor = cholesky(x);
        Dual[][] z = new Dual[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                Dual rest = x[i][j];
                for (int k = 0; k < i; k++) {
                    rest = rest.minus(factor[i][k].times(z[k][j]));
                }
                z[i][j] = rest.div(factor[i][i]);
            }
        }
        return z;
    }

    private static Dual at(Dual[][] x, int i, int j) {
        return x[x.length == 1 ? 0 : i][x[0].length == 1 ? 0 : j];
    }

    private static Dual[][] each(Dual[][] x, UnaryOperator<Dual> f) {
        return pairs(x, x, (a, _) -> f.apply(a));
    }

    private static Dual[][] pairs(Dual[][] x, Dual[][] y, BinaryOperator<Dual> f) {
        Dual[][] z = new Dual[Math.max(x.length, y.length)][Math.max(x[0].length, y[0].length)];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < z[0].length; j++) {
                z[i][j] = f.apply(at(x, i, j), at(y, i, j));
            }
        }
        return z;
    }

    private Dual[][] along(Dual[][] x, int axis, BinaryOperator<Dual> f) {
        if (axis == 1) {
            return transpose(along(transpose(x), 0, f));
        }
        Dual[][] z = {x[0]};
        for (int i = 1; i < x.length; i++) {
            z = pairs(z, new Dual[][] {x[i]}, f);
        }
        return z;
    }
}
