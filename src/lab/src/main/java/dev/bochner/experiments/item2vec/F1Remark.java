package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Numbers;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.item2vec.Table1Findings.Linear;
import dev.bochner.experiments.item2vec.Table1Findings.Reading;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Examines whether a macro F1 of 90.46 is possible together with an accuracy of 85.77, as the paper's table 1 has it.
 */
final class F1Remark {
    /** Accuracy and macro F1 of the paper's rows, in percent. */
    private static final List<List<Double>> PRINTED =
            List.of(List.of(64.82, 44.79), List.of(68.72, 59.04), List.of(68.64, 58.91), List.of(85.77, 90.46));

    private static final List<String> ROWS = List.of(Variant.H, Variant.AVERAGE, "phi_32", "phi_64");

    private F1Remark() {}

    /** The remark, based on our own results. */
    static String of(List<Linear> rows, List<Reading> readings) {
        return "Can F1 be above accuracy, as 90.46 is above 85.77? With one genre a film, F1 pooled over the genres (micro)"
                + " is the accuracy itself. The mean over genres (macro) can be above it, if the errors are among the common"
                + " genres and the rare ones are found; the table shows how far. Ours is above in "
                + count(
                        rows,
                        row -> mean(row.chosen().macroF1()) > mean(row.chosen().accuracy())) + " of " + rows.size()
                + " rows, the mean weighted by the genres' frequency in "
                + count(
                        rows,
                        row -> mean(row.chosen().weightedF1())
                                > mean(row.chosen().accuracy()))
                + ". With all genres of a film, where accuracy means that a film is all right, as scikit-learn has it,"
                + " macro F1 is above in "
                + count(
                        readings,
                        row -> mean(row.every().macroF1()) > mean(row.every().exact())) + " of "
                + readings.size()
                + " and micro F1 in "
                + count(
                        readings,
                        row -> mean(row.every().microF1()) > mean(row.every().exact()))
                + ".";
    }

    private static double mean(RunScores scores) {
        return scores.overRuns().mean();
    }

    private static <T> long count(List<T> rows, Predicate<T> of) {
        return rows.stream().filter(of).count();
    }

    /** A table of the greatest macro F1 that is possible for each accuracy. */
    static Table table(Genres genres) {
        return new Table(
                "table-1-task-1-f1",
                "Greatest macro F1 at the paper's accuracies, with the genres of our films: all errors between the two"
                        + " commonest, as many one way as the other",
                List.of("vectors", "accuracy, paper", "macro F1, paper", "greatest macro F1"),
                IntStream.range(0, ROWS.size())
                        .mapToObj(i -> List.of(
                                Cell.of(ROWS.get(i)),
                                Cell.of(Numbers.fixed(PRINTED.get(i).get(0), 2)),
                                Cell.of(Numbers.fixed(PRINTED.get(i).get(1), 2)),
                                greatest(genres.counts(), PRINTED.get(i).get(0) / 100)))
                        .toList());
    }

    private static Cell greatest(int[] counts, double accuracy) {
        double greatest = greatestMacroF1(counts, accuracy);
        return Double.isNaN(greatest) ? Cell.none() : Cell.fixed(100 * greatest, 2);
    }

    /**
     * Macro F1 if all misclassified items belong to the two commonest classes, half to each, and are confused with
     * the other one; NaN if these classes have fewer items than that.
     *
     * @param counts of the classes, the commonest first
     */
    static double greatestMacroF1(int[] counts, double accuracy) {
        long n = 0;
        int occurring = 0;
        for (int count : counts) {
            n += count;
            occurring += count > 0 ? 1 : 0;
        }
        double lost = (1 - accuracy) * n / 2;
        if (lost > counts[1]) {
            return Double.NaN;
        }
        // As many items are predicted to be in a class as are in it, so F1 equals recall.
        return (occurring - lost / counts[0] - lost / counts[1]) / occurring;
    }
}
