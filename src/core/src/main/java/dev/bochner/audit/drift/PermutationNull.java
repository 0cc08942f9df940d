package dev.bochner.audit.drift;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The share of change that would pass for rotation if today's embeddings belonged to other items at random: what the
 * real share has to be compared with, since d^2 free numbers always explain something.
 *
 * <p>Under a random permutation p of the items, C_p = sum_i x_p(i) y_i' of centred rows has mean 0 and, as sampling
 * without replacement has it, cov(C_ab, C_ef) = A_ae B_bf / (n - 1); by Hoeffding's combinatorial central limit theorem
 * it is close to normal. A^(1/2) G B^(1/2) / sqrt(n - 1), with independent standard normal G_ij, has that mean and that
 * covariance. The share is taken for some such C and averaged, so that nothing of size n is permuted.
 *
 * <p><b>Error:</b> the share of one permutation scatters little, and the less the larger d is, the nuclear norm being a
 * sum over d: {@value #MOST_DRAWS} draws up to d = 64, fewer beyond, {@value #FEWEST_DRAWS} at least. The normal
 * approximation is poor for fewer than about d items. <b>Determinism:</b> a fixed seed and StrictMath.
 *
 * <p><b>Source:</b> Hoeffding, "A combinatorial central limit theorem", Annals of Mathematical Statistics 1951.
 */
final class PermutationNull {
    private static final int MOST_DRAWS = 8;
    private static final int FEWEST_DRAWS = 2;
    private static final long SEED = 0x0B0C_11E2L;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final double total;
    private final RealMatrix rootA;
    private final RealMatrix rootB;
    private final double scale;

    PermutationNull(Scatter scatter, Spectrum x, Spectrum y) {
        this.total = scatter.total();
        this.rootA = x.squareRoot();
        this.rootB = y.squareRoot();
        this.scale = 1.0 / Math.sqrt(scatter.n() - 1.0);
    }

    /** Mean share over the draws. */
    double rotationShare() {
        int d = rootA.getRowDimension();
        int draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, 512 / d));
        double sum = 0.0;
        for (int draw = 0; draw < draws; draw++) {
            RealMatrix c = rootA.multiply(normal(d)).multiply(rootB).scalarMultiply(scale);
            double nuclear = Scatter.nuclearNorm(new SingularValueDecomposition(c));
            sum += 1.0 - (total - 2.0 * nuclear) / (total - 2.0 * c.getTrace());
        }
        return Math.max(0.0, Math.min(1.0, sum / draws));
    }

    private RealMatrix normal(int d) {
        double[][] values = new double[d][d];
        for (double[] row : values) {
            for (int j = 0; j < d; j++) {
                row[j] = normal();
            }
        }
        return new Array2DRowRealMatrix(values, false);
    }

    /** A standard normal deviate, by the polar method of Marsaglia and Bray. */
    private double normal() {
        while (true) {
            double u = 2.0 * random.nextDouble() - 1.0;
            double v = 2.0 * random.nextDouble() - 1.0;
            double s = u * u + v * v;
            if (s > 0.0 && s < 1.0) {
                return u * StrictMath.sqrt(-2.0 * StrictMath.log(s) / s);
            }
        }
    }
}
