package dev.bochner.audit.drift;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Eigenvalues and eigenvectors of a centred A = X'X (or B): A = P L P', values descending. Where X = U S P' is the
 * singular value decomposition, L = S^2.
 *
 * <p>Values below {@value #CUT} of the largest count as zero, so that {@link #rank} and pseudo-inverses are those of the
 * data and not of its rounding to float32, which is about 1e-14.
 */
final class Spectrum {
    private static final double CUT = 1e-10;

    private final double[] values;
    private final RealMatrix vectors;
    private final int rank;

    Spectrum(RealMatrix a) {
        EigenDecomposition decomposition = new EigenDecomposition(a);
        this.values = decomposition.getRealEigenvalues();
        this.vectors = decomposition.getV();
        int positive = 0;
        while (positive < values.length && values[positive] > 0.0 && values[positive] > CUT * values[0]) {
            positive++;
        }
        this.rank = positive;
    }

    /** How many eigenvalues are not zero; 0 if X has no variance. */
    int rank() {
        return rank;
    }

    /** Eigenvalue i, for i below the rank. */
    double value(int i) {
        return values[i];
    }

    /** P L^(-1/2) over the rank [d][rank]: X times it is U. */
    RealMatrix whitening() {
        RealMatrix scaled = new Array2DRowRealMatrix(values.length, rank);
        for (int i = 0; i < rank; i++) {
            scaled.setColumnVector(i, vectors.getColumnVector(i).mapMultiply(1.0 / Math.sqrt(values[i])));
        }
        return scaled;
    }

    /** A^(1/2) [d][d]. */
    RealMatrix squareRoot() {
        RealMatrix scaled = new Array2DRowRealMatrix(values.length, values.length);
        for (int i = 0; i < rank; i++) {
            scaled.setColumnVector(i, vectors.getColumnVector(i).mapMultiply(Math.sqrt(values[i])));
        }
        return scaled.multiply(vectors.transpose());
    }

    /**
     * exp of the entropy of the eigenvalues' shares of their sum: 1 if X lies on a line, d if it fills all dimensions
     * alike.
     *
     * <p><b>Source:</b> Roy and Vetterli, "The effective rank", EUSIPCO 2007, who take the shares of singular values;
     * here those of variances.
     */
    double effectiveRank() {
        double sum = 0.0;
        for (int i = 0; i < rank; i++) {
            sum += values[i];
        }
        double entropy = 0.0;
        for (int i = 0; i < rank; i++) {
            double share = values[i] / sum;
            entropy -= share * StrictMath.log(share);
        }
        return StrictMath.exp(entropy);
    }
}
