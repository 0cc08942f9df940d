package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.BarChart;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.figures.Numbers;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import java.util.List;
import java.util.function.Function;

/** The findings of table 1, task 1. */
final class Table1Findings {
    private static final double TEN_TIMES = 10;
    private static final double POINT = 0.01;

    private final Genres genres;
    private final List<Linear> rows;
    private final List<Reading> readings;
    private final List<KernelScores> neighbours;

    Table1Findings(Genres genres, List<Linear> rows, List<Reading> readings, List<KernelScores> neighbours) {
        this.genres = genres;
        this.rows = rows;
        this.readings = readings;
        this.neighbours = neighbours;
    }

    /** Logistic regressions of first-listed genres on a variant, with the penalty that cross-validation chose. */
    record Linear(Variant variant, GenreProbe.Scored chosen) {}

    /**
     * Other readings of the paper's task.
     *
     * @param asIs first-listed genres with scikit-learn's own settings
     * @param every all genres, one against the rest
     */
    record Reading(String name, GenreProbe.Scored asIs, AllGenresProbe.Scored every) {}

    /** Scores on a sample of the films that is small enough for the exact kernel. */
    record KernelScores(String name, GenreProbe.Scored scored) {}

    /** All, after so many trainings and one that was longer. */
    Findings of(List<Trained> trained, Trained longer, Judgement judgement) {
        return Findings.titled("Table 1, task 1: genres of films")
                .say(trained.size() + " trainings of item2vec, d = 32, " + epochs(trained) + " epochs each, and one of "
                        + longer.epochs() + ". " + genres.places().length
                        + " films with a genre, commonest first-listed"
                        + " genre " + percent((double) genres.counts()[0] / genres.places().length) + "; "
                        + percent(genres.severalShare())
                        + " have several genres, listed in the order of the alphabet in "
                        + percent(genres.alphabeticalShare())
                        + ". 80 % of the films to fit on. Figures in percent; in parentheses the standard deviation over"
                        + " trainings at the same division of the films.")
                .show(main())
                .show(chart())
                .judge(judgement.on(verdicts()))
                .show(asIs())
                .show(every())
                .show(probes())
                .say(F1Remark.of(rows, readings))
                .show(F1Remark.table(genres))
                .build();
    }

    private static String epochs(List<Trained> trained) {
        return Numbers.fixed(
                trained.stream().mapToInt(Trained::epochs).average().orElseThrow(), 1);
    }

    private Table main() {
        return new Table(
                "table-1-task-1",
                "First-listed genre, multinomial logistic regression, penalty by cross-validation. Stale: yesterday's"
                        + " model on today's training. Disagreement: films that the models of two trainings in a row"
                        + " class differently",
                List.of(
                        "vectors",
                        "accuracy, paper",
                        "accuracy",
                        "sd over divisions",
                        "macro F1, paper",
                        "macro F1",
                        "weighted F1",
                        "stale accuracy",
                        "disagreement"),
                rows.stream()
                        .map(row -> List.of(
                                Cell.of(row.variant().name()),
                                Cell.of(row.variant().printed().accuracy()),
                                cell(row.chosen().accuracy()),
                                Cell.fixed(100 * row.chosen().accuracy().sdOfDivisions(), 2),
                                Cell.of(row.variant().printed().macroF1()),
                                cell(row.chosen().macroF1()),
                                cell(row.chosen().weightedF1()),
                                cell(row.chosen().stale()),
                                cell(row.chosen().disagreement())))
                        .toList());
    }

    private Table asIs() {
        return new Table(
                "table-1-task-1-scikit-learn",
                "The same with the settings that scikit-learn has by itself: C = 1, vectors as they are",
                List.of("vectors", "accuracy", "macro F1", "weighted F1", "stale accuracy", "disagreement"),
                readings.stream()
                        .map(row -> List.of(
                                Cell.of(row.name()),
                                cell(row.asIs().accuracy()),
                                cell(row.asIs().macroF1()),
                                cell(row.asIs().weightedF1()),
                                cell(row.asIs().stale()),
                                cell(row.asIs().disagreement())))
                        .toList());
    }

    private Table every() {
        return new Table(
                "table-1-task-1-all-genres",
                "All genres of a film, one against the rest each",
                List.of("vectors", "right answers", "films all right", "macro F1", "micro F1"),
                readings.stream()
                        .map(row -> List.of(
                                Cell.of(row.name()),
                                cell(row.every().answers()),
                                cell(row.every().exact()),
                                cell(row.every().macroF1()),
                                cell(row.every().microF1())))
                        .toList());
    }

    private Table probes() {
        return new Table(
                "table-1-task-1-neighbours",
                "Section 4.3 on a sample of the films: neighbours, and the exact h-vector of e^<h,h'> with every film"
                        + " that is fitted on",
                List.of("model", "accuracy", "macro F1", "stale accuracy", "disagreement"),
                neighbours.stream()
                        .map(row -> List.of(
                                Cell.of(row.name()),
                                cell(row.scored().accuracy()),
                                cell(row.scored().macroF1()),
                                cell(row.scored().stale()),
                                cell(row.scored().disagreement())))
                        .toList());
    }

    /** A score in percent; for a single training the cell has no deviation or is empty. */
    private static Cell cell(RunScores scores) {
        Estimate estimate = scores.overRuns();
        if (estimate.n() == 0) {
            return Cell.none();
        }
        return estimate.n() == 1
                ? new Cell(
                        Numbers.fixed(100 * estimate.mean(), 2) + " (-)",
                        List.of(Double.toString(100 * estimate.mean()), ""))
                : Cell.percent(estimate, 2);
    }

    private BarChart chart() {
        return new BarChart(
                "table-1-task-1",
                "Accuracy of today's model, and of yesterday's",
                Axis.linear("accuracy, %"),
                rows.stream().map(row -> row.variant().name()).toList(),
                List.of(bars("today's", GenreProbe.Scored::accuracy), bars("yesterday's", GenreProbe.Scored::stale)));
    }

    private BarChart.Bars bars(String name, Function<GenreProbe.Scored, RunScores> measure) {
        return new BarChart.Bars(
                name,
                rows.stream()
                        .map(row -> measure.apply(row.chosen()).overRuns().times(100))
                        .toList());
    }

    private List<Verdict> verdicts() {
        Estimate h = accuracy(Variant.H);
        Estimate average = accuracy(Variant.AVERAGE);
        Estimate small = accuracy(Variant.PHI_32);
        Estimate large = accuracy(Variant.PHI_64);
        double factor = h.sd() / Math.max(small.sd(), large.sd());
        return List.of(
                Verdict.of(
                        "phi improves the stability of h by at least ten times",
                        factor >= TEN_TIMES,
                        "Standard deviation of the accuracy: h " + points(h.sd()) + ", phi " + points(small.sd())
                                + " (32 columns) and " + points(large.sd()) + " (64 columns), a factor of "
                                + Numbers.fixed(factor, 2) + " at worst; disagreement: h " + disagreement(Variant.H)
                                + ", phi " + disagreement(Variant.PHI_32) + " and " + disagreement(Variant.PHI_64)),
                Verdict.of(
                        "phi outperforms h at the same dimension",
                        small.mean() > h.mean() + POINT,
                        percent(small.mean()) + " with 32 columns, h " + percent(h.mean())),
                Verdict.of(
                        "phi of 32 columns is highly comparable to avg(h)",
                        Math.abs(small.mean() - average.mean()) < POINT,
                        percent(small.mean()) + ", avg(h) " + percent(average.mean())),
                Verdict.of(
                        "More columns make phi much superior to avg(h)",
                        large.mean() > average.mean() + POINT,
                        percent(large.mean()) + " with 64 columns, avg(h) " + percent(average.mean())));
    }

    private Linear row(String name) {
        return rows.stream()
                .filter(row -> row.variant().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Estimate accuracy(String name) {
        return row(name).chosen().accuracy().overRuns();
    }

    private String disagreement(String name) {
        return percent(row(name).chosen().disagreement().overRuns().mean());
    }

    private static String points(double share) {
        return Numbers.fixed(100 * share, 2) + " points";
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 1) + " %";
    }
}
