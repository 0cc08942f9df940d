package dev.bochner.experiments.deep.sentiment;

import dev.bochner.experiments.item2vec.Schema;
import java.util.List;

/**
 * A cell of Table A.1, filled run by run.
 *
 * @param schema how the words were embedded
 * @param h accuracies on the reviews to test on, a share each
 * @param phi the same, from features of as many columns
 * @param losses of Word2vec in its last epoch
 */
record SentimentCell(Schema schema, List<Double> h, List<Double> phi, List<Double> losses) {}
