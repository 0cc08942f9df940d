package dev.bochner.audit.drift;

import java.util.Arrays;
import java.util.Optional;
import org.netlib.lapack.Dgesdd;
import org.netlib.lapack.Dgesvd;
import org.netlib.lapack.Dsyev;
import org.netlib.lapack.Dsyevd;
import org.netlib.util.intW;

/**
 * Decompositions by LAPACK: divide and conquer, which does not mind matrices without full rank, zeros, or entries near the
 * ends of the range of doubles; where it should not converge, the QR iteration.
 *
 * <p>It is LAPACK as translated to Java (F2J), which every Spark from 3.2 on brings for its MLlib: the same figures on
 * every machine, where a native library would have those of its processor. <b>Time:</b> of a matrix of 1024 x 1024 0.5 s
 * for eigenvalues, 1.6 s with vectors, 1.1 s for singular values, 3.1 s with vectors; eight times that at 2048.
 *
 * <p><b>Input:</b> finite. <b>Error:</b> that of LAPACK, some d 2^-53 of the largest value. One thread at a time: the
 * translation keeps some state in static fields.
 *
 * <p><b>Source:</b> Anderson et al., "LAPACK Users' Guide", 3rd edition, 1999: DSYEVD, DGESDD.
 */
final class Lapack {
    private static final double WELL_CONDITIONED = 1e-8;

    private Lapack() {}

    /** A symmetric matrix as A = P L P'. */
    static final class Eigen {
        private final double[] values;
        private final Matrix vectors;

        private Eigen(double[] values, Matrix vectors) {
            this.values = values;
            this.vectors = vectors;
        }

        /** L, descending; not to be written to. */
        double[] values() {
            return values;
        }

        /** P, one column for each value. */
        Matrix vectors() {
            return vectors;
        }
    }

    /** Eigenvalues and eigenvectors of a symmetric matrix. */
    static synchronized Eigen symmetric(Matrix a) {
        int n = a.rows();
        double[] vectors = a.values();
        double[] ascending = new double[n];
        if (dsyevd("V", n, vectors, ascending) != 0) {
            vectors = a.values();
            requireConverged("DSYEV", n, dsyev("V", n, vectors, ascending));
        }
        double[] descending = new double[n];
        double[] ordered = new double[vectors.length];
        for (int j = 0; j < n; j++) {
            descending[j] = ascending[n - 1 - j];
            System.arraycopy(vectors, (n - 1 - j) * n, ordered, j * n, n);
        }
        return new Eigen(descending, Matrix.of(n, n, ordered));
    }

    /** Eigenvalues of a symmetric matrix, descending. */
    static synchronized double[] eigenvalues(Matrix a) {
        int n = a.rows();
        double[] ascending = new double[n];
        if (dsyevd("N", n, a.values(), ascending) != 0) {
            requireConverged("DSYEV", n, dsyev("N", n, a.values(), ascending));
        }
        double[] descending = new double[n];
        for (int j = 0; j < n; j++) {
            descending[j] = ascending[n - 1 - j];
        }
        return descending;
    }

    private static int dsyevd(String job, int n, double[] a, double[] values) {
        boolean vectors = job.equals("V");
        double[] work = new double[vectors ? 1 + 6 * n + 2 * n * n : 2 * n + 1 + 64 * n];
        int[] integers = new int[3 + 5 * n];
        intW info = new intW(0);
        Dsyevd.dsyevd(job, "U", n, a, 0, n, values, 0, work, 0, work.length, integers, 0, integers.length, info);
        return info.val;
    }

    private static int dsyev(String job, int n, double[] a, double[] values) {
        double[] work = new double[64 * n];
        intW info = new intW(0);
        Dsyev.dsyev(job, "U", n, a, 0, n, values, 0, work, 0, work.length, info);
        return info.val;
    }

    /**
     * Singular values, descending: roots of the eigenvalues of A'A, which take half the time, where the smallest of these is no
     * smaller a share of the largest than {@value #WELL_CONDITIONED}, and each root is within 1e-12 of the largest one.
     */
    static synchronized double[] singularValues(Matrix a) {
        double[] squares =
                a.rows() < a.columns() ? eigenvalues(a.timesTransposed(a)) : eigenvalues(a.transposedTimes(a));
        double[] values = new double[squares.length];
        if (squares[squares.length - 1] > WELL_CONDITIONED * squares[0]) {
            Arrays.setAll(values, i -> Math.sqrt(squares[i]));
        } else {
            decompose("N", a, new double[1], values, new double[1]);
        }
        return values;
    }

    /**
     * U V' [rows][columns] of the thin A = U S V': its columns are orthonormal, or its rows if there are fewer of these,
     * whatever the rank of A. Where A has not full rank it is one of several, and always the same.
     */
    static Matrix polarFactor(Matrix a) {
        return a.rows() == a.columns() ? ofFullRank(a).orElseGet(() -> decomposed(a)) : decomposed(a);
    }

    /**
     * A (A'A)^(-1/2), in half the time. Eigenvalues of A'A are precise to 2^-53 of the largest: from a share of {@value
     * #WELL_CONDITIONED} on their roots' inverses are as precise as floats; empty if one is smaller.
     */
    private static Optional<Matrix> ofFullRank(Matrix a) {
        Eigen gram = symmetric(a.transposedTimes(a));
        int n = a.rows();
        if (!(gram.values[n - 1] > WELL_CONDITIONED * gram.values[0])) {
            return Optional.empty();
        }
        double[] ones = new double[n];
        double[] inverseRoots = new double[n];
        Arrays.fill(ones, 1.0);
        Arrays.setAll(inverseRoots, j -> 1.0 / Math.sqrt(gram.values[j]));
        return Optional.of(a.times(gram.vectors.scaled(ones, inverseRoots)).timesTransposed(gram.vectors));
    }

    private static synchronized Matrix decomposed(Matrix a) {
        int least = Math.min(a.rows(), a.columns());
        double[] left = new double[a.rows() * least];
        double[] right = new double[least * a.columns()];
        decompose("S", a, left, new double[least], right);
        return Matrix.of(a.rows(), least, left).times(Matrix.of(least, a.columns(), right));
    }

    /** A = U S V', to the arrays of U, S, and V'; with the job "N" to that of S only. */
    private static void decompose(String job, Matrix a, double[] left, double[] values, double[] right) {
        int m = a.rows();
        int n = a.columns();
        int least = Math.min(m, n);
        int[] integers = new int[8 * least];
        double[] work = new double[(job.equals("N") ? 0 : 4 * least * least) + 7 * least + 65 * Math.max(m, n)];
        intW info = new intW(0);
        Dgesdd.dgesdd(
                job,
                m,
                n,
                a.values(),
                0,
                m,
                values,
                0,
                left,
                0,
                m,
                right,
                0,
                least,
                work,
                0,
                work.length,
                integers,
                0,
                info);
        if (info.val != 0) {
            Dgesvd.dgesvd(
                    job,
                    job,
                    m,
                    n,
                    a.values(),
                    0,
                    m,
                    values,
                    0,
                    left,
                    0,
                    m,
                    right,
                    0,
                    least,
                    work,
                    0,
                    work.length,
                    info);
            requireConverged("DGESVD", Math.max(m, n), info.val);
        }
    }

    private static void requireConverged(String routine, int n, int info) {
        if (info != 0) {
            throw new IllegalStateException("LAPACK's " + routine + " gave " + info + " for a matrix of " + n
                    + " dimensions, expected 0: its entries are not finite");
        }
    }
}
