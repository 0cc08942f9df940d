package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** The measures by their definitions, with n x n matrices, in double; slow and short. */
final class GramOracle {
    private final RealMatrix x;
    private final RealMatrix y;
    private final RealMatrix gramX;
    private final RealMatrix gramY;

    GramOracle(Days days) {
        this.x = centred(Days.widen(days.x));
        this.y = centred(Days.widen(days.y));
        this.gramX = x.multiply(x.transpose());
        this.gramY = y.multiply(y.transpose());
    }

    static Map<Measure, Double> of(Days days) {
        GramOracle oracle = new GramOracle(days);
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        double change = squared(oracle.x.subtract(oracle.y));
        double residual = squared(oracle.aligned().subtract(oracle.y));
        double both = squared(oracle.x) + squared(oracle.y);
        values.put(Measure.H_COORDINATE_VARIANCE, coordinateVariance(days));
        values.put(Measure.H_NOISE_TO_SIGNAL, Math.sqrt(change / 2 / dot(oracle.x, oracle.y)));
        values.put(Measure.H_NOISE_TO_SIGNAL_ALIGNED, Math.sqrt(residual / 2 / dot(oracle.aligned(), oracle.y)));
        values.put(Measure.H_PROCRUSTES_RESIDUAL, residual / both);
        values.put(Measure.H_ROTATION_SHARE, 1 - residual / change);
        values.put(
                Measure.H_PIP_LOSS,
                norm(oracle.gramX.subtract(oracle.gramY)) / (norm(oracle.gramX) + norm(oracle.gramY)));
        values.put(Measure.H_CKA, dot(oracle.gramX, oracle.gramY) / norm(oracle.gramX) / norm(oracle.gramY));
        values.put(Measure.H_EIGENSPACE_OVERLAP, oracle.overlap());
        values.put(Measure.H_EIGENSPACE_INSTABILITY, oracle.instability());
        values.put(Measure.EFFECTIVE_RANK, effectiveRank(oracle.gramX));
        values.put(Measure.EFFECTIVE_RANK_RATIO, effectiveRank(oracle.gramX) / effectiveRank(oracle.gramY));
        return values;
    }

    private static double coordinateVariance(Days days) {
        return squared(Days.widen(days.x).subtract(Days.widen(days.y))) / 2 / days.x.length;
    }

    private RealMatrix aligned() {
        SingularValueDecomposition svd =
                new SingularValueDecomposition(x.transpose().multiply(y));
        return x.multiply(svd.getU()).multiply(svd.getVT());
    }

    private double overlap() {
        RealMatrix u = span(gramX);
        RealMatrix v = span(gramY);
        return squared(u.transpose().multiply(v)) / Math.max(u.getColumnDimension(), v.getColumnDimension());
    }

    /** Definition 2 of Leszczynski et al., word by word. */
    private double instability() {
        RealMatrix p = span(gramX).multiply(span(gramX).transpose());
        RealMatrix q = span(gramY).multiply(span(gramY).transpose());
        RealMatrix anchors = gramX.power(3).add(gramY.power(3));
        RealMatrix disagreement = p.add(q).subtract(q.multiply(p).scalarMultiply(2));
        return disagreement.multiply(anchors).getTrace() / anchors.getTrace();
    }

    /** Orthonormal basis of the column space, from the n x n Gram matrix. */
    private static RealMatrix span(RealMatrix gram) {
        EigenDecomposition decomposition = new EigenDecomposition(gram);
        double[] values = decomposition.getRealEigenvalues();
        int rank = 0;
        while (rank < values.length && values[rank] > 1e-9 * values[0]) {
            rank++;
        }
        return decomposition.getV().getSubMatrix(0, gram.getRowDimension() - 1, 0, rank - 1);
    }

    private static double effectiveRank(RealMatrix gram) {
        double entropy = 0;
        for (double value : new EigenDecomposition(gram).getRealEigenvalues()) {
            double share = value / gram.getTrace();
            entropy -= share > 1e-12 ? share * Math.log(share) : 0;
        }
        return Math.exp(entropy);
    }

    private static RealMatrix centred(RealMatrix rows) {
        RealMatrix centred = rows.copy();
        for (int j = 0; j < rows.getColumnDimension(); j++) {
            double mean = 0;
            for (double value : rows.getColumn(j)) {
                mean += value / rows.getRowDimension();
            }
            centred.setColumnVector(j, rows.getColumnVector(j).mapSubtract(mean));
        }
        return centred;
    }

    private static double dot(RealMatrix left, RealMatrix right) {
        return left.transpose().multiply(right).getTrace();
    }

    private static double squared(RealMatrix matrix) {
        return dot(matrix, matrix);
    }

    private static double norm(RealMatrix matrix) {
        return matrix.getFrobeniusNorm();
    }
}
