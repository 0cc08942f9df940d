package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.stability.Classifier.Settings;
import dev.bochner.experiments.stability.CrossValidation.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Measures downstream classifiers over several days: on each day one classifier is fitted for each split and applied
 * to that day, to the next one and to the one a week later.
 *
 * <p>All variants are scored on the same items: those that the day's embeddings have. The factor that makes the total
 * feature variance 1, and the penalty, are day one's for all days, as a model that is applied to another day cannot
 * know that day's.
 */
final class Evaluation {
    private static final int NEXT = 1;
    private static final int WEEK = 7;

    private final Workers workers;
    private final Labels labels;
    private final List<List<Long>> items;
    private final Set<Long> known;
    private final List<Split> splits;
    private final CrossValidation validation;

    /** @param embeddings the embeddings of each day */
    Evaluation(Workers workers, Labels labels, List<Vectors> embeddings, int splits) {
        this.workers = workers;
        this.labels = labels;
        this.items = embeddings.stream()
                .map(day -> day.ids().stream().filter(labels::has).toList())
                .toList();
        this.known = Set.copyOf(items.get(0));
        this.splits = IntStream.range(0, splits).mapToObj(Split::new).toList();
        this.validation = new CrossValidation(workers, labels, fitted(0, this.splits.get(0)));
    }

    /** Share of the commonest class on day one, which is the accuracy of always predicting that class. */
    double commonest() {
        int label = labels.majority(known);
        return (double) known.stream().filter(id -> labels.of(id) == label).count() / known.size();
    }

    /** Predictions of one fitted classifier. */
    private record Fit(Split split, List<Predictions> later) {
        Predictions fresh() {
            return later.get(0);
        }

        /** The predictions for the day this many days after the fit; empty if no such day was played. */
        List<Predictions> after(int days) {
            return later.size() > days ? List.of(later.get(days)) : List.of();
        }
    }

    /** @param days a variant's vectors of each day */
    VariantScores of(List<Vectors> days) {
        Choice choice = validation.choose(days.get(0));
        Settings settings = Settings.of(days.get(0), choice.penalty());
        List<Callable<Fit>> work = new ArrayList<>();
        for (Split split : splits) {
            for (int day = 0; day < days.size(); day++) {
                int fitted = day;
                work.add(() -> fit(days, fitted, split, settings));
            }
        }
        List<Fit> fits = workers.all(work);
        return new VariantScores(
                estimate(fits, fit -> accuracies(fit.after(NEXT), id -> true)),
                estimate(fits, fit -> accuracies(fit.after(WEEK), id -> true)),
                estimate(fits, fit -> accuracies(fit.after(NEXT), known::contains)),
                estimate(fits, fit -> List.of(fit.fresh().accuracy())),
                estimate(fits, fit -> List.of(fit.fresh().macroF1())),
                Estimate.of(disagreements(fits)),
                CoordinateVariance.of(days),
                choice.penalty(),
                choice.accuracies());
    }

    private Fit fit(List<Vectors> days, int day, Split split, Settings settings) {
        Classifier classifier = Classifier.fit(labels, days.get(day), fitted(day, split), settings);
        List<Predictions> later = new ArrayList<>();
        for (int scored = day; scored < days.size() && scored <= day + WEEK; scored++) {
            later.add(classifier.predict(
                    days.get(scored),
                    items.get(scored).stream().filter(split::scores).toList()));
        }
        return new Fit(split, later);
    }

    private List<Long> fitted(int day, Split split) {
        return items.get(day).stream().filter(split::fits).toList();
    }

    private static List<Double> accuracies(List<Predictions> predictions, LongPredicate some) {
        return predictions.stream().map(each -> each.accuracy(some)).toList();
    }

    private static Estimate estimate(List<Fit> fits, Function<Fit, List<Double>> measure) {
        return Estimate.of(
                fits.stream().flatMap(fit -> measure.apply(fit).stream()).toList());
    }

    private static List<Double> disagreements(List<Fit> fits) {
        List<Double> disagreements = new ArrayList<>();
        for (int i = 1; i < fits.size(); i++) {
            if (fits.get(i).split().equals(fits.get(i - 1).split())) {
                disagreements.add(
                        fits.get(i).fresh().disagreement(fits.get(i - 1).fresh()));
            }
        }
        return disagreements;
    }
}
