package dev.bochner.audit.drift;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a centred A = X'X (or B): A = P L P', values descending. Where X = U S P' is the
 * singular value decomposition, L = S^2. Of A = XX' they are U and the same L.
 *
 * <p>Values below {@value #CUT} of the largest count as zero, so that {@link #rank} and pseudo-inverses are those of the
 * data and not of its rounding to float32, which is about 1e-14. The rank is 0 if X has no variance.
 */
final class Spectrum {
    private static final double CUT = 1e-10;

    private final double[] values;
    private final Matrix vectors;

    Spectrum(Matrix a) {
        Lapack.Eigen found = Lapack.symmetric(a);
        this.values = positive(found.values());
        this.vectors = found.vectors().head(values.length);
    }

    private static double[] positive(double[] values) {
        int rank = 0;
        while (rank < values.length && values[rank] > 0.0 && values[rank] > CUT * values[0]) {
            rank++;
        }
        return Arrays.copyOf(values, rank);
    }

    /** How many eigenvalues are not zero; 0 if X has no variance. */
    int rank() {
        return values.length;
    }

    /** Eigenvalue i, for i below the rank. */
    double value(int i) {
        return values[i];
    }

    /** Eigenvectors of the values that are not zero, one in each column. */
    Matrix vectors() {
        return vectors;
    }

    /** P S^-1 [d][rank]: X times it is U. */
    Matrix whitening() {
        double[] inverse = inverseRoots();
        return Matrix.of(vectors.rows(), vectors.columns(), (i, j) -> vectors.at(i, j) * inverse[j]);
    }

    /** S [rank]: square roots of the eigenvalues. */
    double[] roots() {
        double[] roots = new double[values.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(values[i]);
        }
        return roots;
    }

    /** S^-1 [rank]. */
    double[] inverseRoots() {
        double[] roots = roots();
        for (int i = 0; i < roots.length; i++) {
            roots[i] = 1.0 / roots[i];
        }
        return roots;
    }

    /** The effective rank; of a spectrum of rank 0 there is none. */
    double effectiveRank() {
        return effectiveRank(values);
    }

    /**
     * The effective rank of X by the eigenvalues of A alone; 0 if it has no variance.
     *
     * @param a X'X or XX', centred
     */
    static double effectiveRankOf(Matrix a) {
        double[] values = positive(Lapack.eigenvalues(a));
        return values.length == 0 ? 0.0 : effectiveRank(values);
    }

    /**
     * exp of the entropy of the eigenvalues' shares of their sum: 1 if X lies on a line, d if it fills all dimensions
     * alike.
     *
     * <p><b>Source:</b> Roy and Vetterli, "The effective rank", EUSIPCO 2007, who take the shares of singular values;
     * here those of variances.
     */
    private static double effectiveRank(double[] values) {
        double sum = Scatter.sum(values);
        double entropy = 0.0;
        for (double value : values) {
            double share = value / sum;
            entropy -= share * StrictMath.log(share);
        }
        return StrictMath.exp(entropy);
    }
}
