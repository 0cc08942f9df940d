package dev.bochner.audit.drift;

import java.util.SplittableRandom;

/**
 * The share of change that would pass for rotation if today's embeddings belonged to other items at random: what the
 * real share has to be compared with, since d^2 free numbers always explain something.
 *
 * <p>Under a random permutation p of the items, C_p = sum_i x_p(i) y_i' of centred rows has mean 0 and, as sampling
 * without replacement has it, cov(C_ab, C_ef) = A_ae B_bf / (n - 1); by Hoeffding's combinatorial central limit theorem
 * it is close to normal. A^(1/2) G B^(1/2) / sqrt(n - 1), with independent standard normal G_ij, has that mean and that
 * covariance. With A = P S^2 P' and B = Q T^2 Q' it is P (S G T / sqrt(n - 1)) Q', for another such G, since rotations
 * leave these alone: its singular values are those of N = S G T / sqrt(n - 1), a matrix of the ranks' size, and its trace is
 * that of N Q'P. The share is taken for some such N and averaged, so that nothing of size n is permuted.
 *
 * <p><b>Error:</b> the share of one permutation scatters little, and the less the larger d is, the nuclear norm being a
 * sum over d: {@value #MOST_DRAWS} draws up to a rank of 64, fewer beyond, one from 512 on. The normal approximation is
 * poor for fewer than about d items. <b>Determinism:</b> a fixed seed and StrictMath.
 *
 * <p><b>Source:</b> Hoeffding, "A combinatorial central limit theorem", Annals of Mathematical Statistics 1951.
 */
final class PermutationNull {
    private static final int MOST_DRAWS = 8;
    private static final int RANKS_OF_ALL_DRAWS = 512;
    private static final long SEED = 0x0B0C_11E2L;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Scatter scatter;
    private final Spectrum x;
    private final Spectrum y;

    PermutationNull(Scatter scatter, Spectrum x, Spectrum y) {
        this.scatter = scatter;
        this.x = x;
        this.y = y;
    }

    /** Mean share over the draws; 0 if a day has no variance, since nothing is then explained. */
    double rotationShare() {
        if (x.rank() == 0 || y.rank() == 0) {
            return 0.0;
        }
        Matrix overlaps = scatter.dimensionOverlaps(x, y);
        int draws = Math.max(1, Math.min(MOST_DRAWS, RANKS_OF_ALL_DRAWS / Math.max(x.rank(), y.rank())));
        double sum = 0.0;
        for (int draw = 0; draw < draws; draw++) {
            sum += share(drawn(), overlaps);
        }
        return sum / draws;
    }

    private double share(Matrix drawn, Matrix overlaps) {
        double nuclear = Scatter.sum(Lapack.singularValues(drawn));
        double change = scatter.total() - 2.0 * drawn.inner(overlaps);
        double left = scatter.total() - 2.0 * nuclear;
        // Of two or three items a draw can be far from any permutation, and leave less than nothing.
        return change > 0.0 ? Math.max(0.0, Math.min(1.0, 1.0 - left / change)) : 0.0;
    }

    /** N [rank X][rank Y]. */
    private Matrix drawn() {
        double scale = 1.0 / Math.sqrt(scatter.n() - 1.0);
        double[] left = x.roots();
        double[] right = y.roots();
        return Matrix.of(left.length, right.length, (i, j) -> left[i] * (normal() * scale) * right[j]);
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
