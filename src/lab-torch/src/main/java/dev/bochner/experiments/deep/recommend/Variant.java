package dev.bochner.experiments.deep.recommend;

import java.util.Optional;

/**
 * A representation of the films that the recommender is trained on.
 *
 * @param name in tables; Markdown
 * @param columns of the representation
 * @param paper the paper's figures for it, in per cent; none for ours
 */
record Variant(String name, int columns, Optional<Paper> paper) {
    /**
     * Figures of the paper's table 1.
     *
     * @param recallSd NaN where the paper has none
     * @param ndcgSd NaN where the paper has none
     */
    record Paper(double recall, double recallSd, double ndcg, double ndcgSd) {}

    static final Variant H = published("h", 32, new Paper(66.55, 3.03, 33.96, 1.83));
    static final Variant AVERAGE = published("avg(h)", 32, new Paper(68.98, Double.NaN, 35.02, Double.NaN));
    static final Variant PHI_32 = published("phi, m = 16", 32, new Paper(68.90, 0.33, 34.97, 0.17));
    static final Variant PHI_64 = published("phi, m = 32", 64, new Paper(71.30, 0.27, 37.48, 0.15));
    static final Variant H_AGAIN = ours("h of one training", 32);
    static final Variant PROCRUSTES_32 = ours("phi(procrustes), m = 16", 32);
    static final Variant RUNNING_MEAN_32 = ours("phi(running mean), m = 16", 32);
    static final Variant RNN_H = ours("h of the RNN", 32);
    static final Variant RNN_PHI_32 = ours("phi of the RNN, m = 16", 32);

    private static Variant published(String name, int columns, Paper paper) {
        return new Variant(name, columns, Optional.of(paper));
    }

    private static Variant ours(String name, int columns) {
        return new Variant(name, columns, Optional.empty());
    }
}
