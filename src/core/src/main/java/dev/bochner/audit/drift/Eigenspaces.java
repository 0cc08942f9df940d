package dev.bochner.audit.drift;

/**
 * The spaces that the two days span among items: X = U S P', Y = V T Q' (centred), of which only M = U'V [rank X][rank
 * Y] is needed, and that is S^-1 P' C Q T^-1: no matrix with n rows.
 */
final class Eigenspaces {
    /** The power of the anchors' Gram matrices that Leszczynski et al. recommend. */
    private static final int ALPHA = 3;

    private final Spectrum x;
    private final Spectrum y;
    private final Matrix overlaps;

    /** @param scatter of two days that both have variance */
    Eigenspaces(Scatter scatter, Spectrum x, Spectrum y) {
        this.x = x;
        this.y = y;
        this.overlaps = scatter.itemOverlaps(x, y);
    }

    /**
     * |U'V|_F^2 / max(rank X, rank Y), 0 to 1.
     *
     * <p><b>Source:</b> May, Zhang, Dao and Ré, "On the downstream performance of compressed word embeddings",
     * NeurIPS 2019.
     */
    double overlap() {
        double norm = overlaps.frobeniusNorm();
        return Math.min(1.0, norm * norm / Math.max(x.rank(), y.rank()));
    }

    /**
     * tr((UU' + VV' - 2 VV'UU') G) / tr G, with the two days as their own anchors, G = (XX')^3 + (YY')^3; 0 to 1: the
     * expected squared disagreement of the linear models that fit one random target on either day, relative to the
     * target, if targets follow the large directions of the embeddings.
     *
     * <p>UU'XX' = XX' and VV'YY' = YY' leave 1 - sum_ij M_ij^2 (s_i^6 + t_j^6) / (sum_i s_i^6 + sum_j t_j^6).
     *
     * <p><b>Source:</b> Leszczynski, May, Zhang, Wu, Aberger and Ré, "Understanding the downstream instability of word
     * embeddings", MLSys 2020, definition 2, alpha = 3.
     */
    double instability() {
        double[] xWeights = weights(x);
        double[] yWeights = weights(y);
        double all = 0.0;
        double kept = 0.0;
        for (double weight : yWeights) {
            all += weight;
        }
        for (int i = 0; i < xWeights.length; i++) {
            all += xWeights[i];
            for (int j = 0; j < yWeights.length; j++) {
                double overlap = overlaps.at(i, j);
                kept += overlap * overlap * (xWeights[i] + yWeights[j]);
            }
        }
        return Math.max(0.0, Math.min(1.0, 1.0 - kept / all));
    }

    /** Eigenvalues to the power alpha, relative to the largest of both days, so that none overflows. */
    private double[] weights(Spectrum spectrum) {
        double largest = Math.max(x.value(0), y.value(0));
        double[] weights = new double[spectrum.rank()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.pow(spectrum.value(i) / largest, ALPHA);
        }
        return weights;
    }
}
