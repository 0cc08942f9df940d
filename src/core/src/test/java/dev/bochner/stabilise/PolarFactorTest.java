package dev.bochner.stabilise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.LinearMap;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolarFactorTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "2, -1", "32, 1", "32, -1", "67, 1"})
    void findsThePlantedRotationOrReflection(int d, int determinant) {
        Random random = new Random(d);
        double[][] r = Points.orthogonal(d, determinant, random);
        double[][] c = new double[d][d];
        for (int item = 0; item < 3 * d; item++) {
            double[] x = Points.unit(d, random);
            addOuter(c, x, Points.times(x, r));
        }
        PolarFactor factor = PolarFactor.of(c);
        assertNear(r, factor.map(), 1e-6);
        assertEquals(d, factor.rank(Alignment.RANK_TOLERANCE));
        assertEquals(3 * d, factor.nuclearNorm(), 1e-9 * d);
    }

    /** The inverse root by the eigenvectors of A'A, another way to the same. */
    @ParameterizedTest
    @CsvSource({"9, 4", "32, 18", "20, 20"})
    void isTheMatrixTimesTheInverseRootOfItsGram(int rows, int columns) {
        double[][] a = gaussian(rows, columns, 5);
        double[][] expected = new double[rows][columns];
        EigenDecomposition gram = new EigenDecomposition(new Array2DRowRealMatrix(times(Points.transposed(a), a)));
        for (int e = 0; e < columns; e++) {
            double[] v = gram.getEigenvector(e).toArray();
            double[] av = Points.times(v, Points.transposed(a));
            double root = Math.sqrt(gram.getRealEigenvalue(e));
            for (int j = 0; j < rows; j++) {
                for (int k = 0; k < columns; k++) {
                    expected[j][k] += av[j] * v[k] / root;
                }
            }
        }
        assertNear(expected, PolarFactor.of(a).map(), 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"9, 4", "4, 9", "8, 8", "1, 5", "5, 1"})
    void hasOrthonormalColumnsOrRows(int rows, int columns) {
        assertOrthonormal(PolarFactor.of(gaussian(rows, columns, 6)).map());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7})
    void isOrthogonalWhateverTheRankAndAlwaysTheSame(int rank) {
        Random random = new Random(7);
        double[][] c = new double[8][8];
        for (int item = 0; item < rank; item++) {
            addOuter(c, Points.unit(8, random), Points.unit(8, random));
        }
        PolarFactor factor = PolarFactor.of(c);
        assertEquals(rank, factor.rank(Alignment.RANK_TOLERANCE));
        assertOrthonormal(factor.map());
        assertEquals(factor.map(), PolarFactor.of(c).map());
    }

    /** Without full rank: a few items, a few distinct vectors, a collapsed day; entries that are sums over many items, or tiny. */
    @ParameterizedTest
    @CsvSource({"128, 42, 1", "64, 5, 1", "128, 8, 1e9", "16, 1, 1e-9", "16, 16, 1e12", "1, 0, 1"})
    void isOrthogonalOfWhateverADayCanSumTo(int d, int rank, double scale) {
        Random random = new Random(9);
        double[][] c = new double[d][d];
        for (int item = 0; item < rank; item++) {
            double[] x = Points.unit(d, random);
            addOuter(c, Arrays.stream(x).map(value -> scale * value).toArray(), x);
        }
        PolarFactor factor = PolarFactor.of(c);
        assertEquals(rank, factor.rank(Alignment.RANK_TOLERANCE));
        assertOrthonormal(factor.map());
        assertTrue(Double.isFinite(factor.nuclearNorm()));
    }

    @Test
    void aDeadDimensionDoesNotDisturbTheOthers() {
        Random random = new Random(8);
        int d = 6;
        double[][] r = Points.orthogonal(d - 1, 1, random);
        double[][] c = new double[d][d];
        for (int item = 0; item < 50; item++) {
            double[] x = Points.unit(d - 1, random);
            addOuter(c, padded(x), padded(Points.times(x, r)));
        }
        PolarFactor factor = PolarFactor.of(c);
        assertEquals(d - 1, factor.rank(Alignment.RANK_TOLERANCE));
        assertOrthonormal(factor.map());
        LinearMap w = factor.map();
        for (int j = 0; j < d - 1; j++) {
            for (int k = 0; k < d - 1; k++) {
                assertEquals(r[j][k], w.element(j, k), 1e-6);
            }
        }
    }

    private static double[] padded(double[] x) {
        return Arrays.copyOf(x, x.length + 1);
    }

    private static void addOuter(double[][] c, double[] x, double[] y) {
        for (int j = 0; j < x.length; j++) {
            for (int k = 0; k < y.length; k++) {
                c[j][k] += x[j] * y[k];
            }
        }
    }

    private static double[][] gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] a = new double[rows][];
        for (int j = 0; j < rows; j++) {
            a[j] = Points.gaussian(columns, random);
        }
        return a;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][];
        for (int j = 0; j < a.length; j++) {
            product[j] = Points.times(a[j], b);
        }
        return product;
    }

    private static void assertNear(double[][] expected, LinearMap w, double tolerance) {
        assertEquals(expected.length, w.rows());
        for (int j = 0; j < expected.length; j++) {
            for (int k = 0; k < expected[j].length; k++) {
                assertEquals(expected[j][k], w.element(j, k), tolerance);
            }
        }
    }

    /** Rows, or columns if there are more rows, within float32's roundings. */
    private static void assertOrthonormal(LinearMap w) {
        double[][] a = new double[w.rows()][w.columns()];
        for (int j = 0; j < w.rows(); j++) {
            for (int k = 0; k < w.columns(); k++) {
                a[j][k] = w.element(j, k);
            }
        }
        double[][] gram = w.rows() <= w.columns() ? times(a, Points.transposed(a)) : times(Points.transposed(a), a);
        for (int j = 0; j < gram.length; j++) {
            for (int k = 0; k < gram.length; k++) {
                double product = gram[j][k];
                double expected = j == k ? 1 : 0;
                assertTrue(Math.abs(product - expected) < 4e-7, () -> "product is " + product);
            }
        }
    }
}
