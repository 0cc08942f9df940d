package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.item2vec.Table1Findings.KernelScores;
import dev.bochner.experiments.item2vec.Table1Findings.Linear;
import dev.bochner.experiments.item2vec.Table1Findings.Reading;
import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;

/**
 * Table 1, ml-1m task 1: predicts genres from film embeddings, from features of them, and from stabilised forms of
 * both.
 */
public final class Table1Task1 implements Experiment {
    private static final int TIMES = 10;
    private static final int DIVISIONS = 3;
    private static final int SMALL_SAMPLE = 500;
    private static final int KERNEL_SAMPLE = 600;
    private static final int SMALL_KERNEL_SAMPLE = 150;
    private static final double SMALL_PENALTY = 1e-4;

    /** Values of s in the kernel e^(s cosine) of the Nadaraya-Watson estimator; the paper's kernel has s = 1. */
    private static final List<Integer> BANDWIDTHS = List.of(1, 10, 30);

    @Override
    public String name() {
        return "table-1-task-1";
    }

    @Override
    public String description() {
        return "Genre prediction by logistic regression on h, avg(h), phi and the stabilised variants, and by neighbours"
                + " (table 1, ML-1m task 1).";
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        FilmCorpus films = FilmCorpus.of(MovieLensFiles.in(options.data()));
        Trainings trainings = new Trainings(options, progress);
        List<Trained> trained = trainings.of(films, Schema.PAPER);
        List<double[][]> h = Trainings.embeddings(trained);
        Trained longer = longer(films, trainings, trained);
        progress.accept(
                "one training of ten times the epochs: " + longer.losses().get(longer.epochs()));
        Genres all = Genres.of(films.films());
        Genres genres = options.choose(all.sample(SMALL_SAMPLE, options.seed()), all);
        List<Variant> variants = Variant.all(h, Representations.of(longer.embeddings()), films.films(), options.seed());
        return new Table1Findings(
                        genres,
                        linear(variants, genres, options, progress),
                        readings(variants, genres, options, progress),
                        neighbours(h, genres, options, progress))
                .of(trained, longer, new Judgement(options));
    }

    /** One long training without early stopping, of a multiple of the mean number of epochs. */
    private static Trained longer(FilmCorpus films, Trainings trainings, List<Trained> trained) {
        int epochs = trained.stream().mapToInt(Trained::epochs).sum() * TIMES / trained.size();
        return SkipGram.ofTokens(
                        films.corpus(), Schema.PAPER, trainings.schedule().exactly(epochs))
                .train(trainings.seed(trained.size()));
    }

    private static List<Linear> linear(
            List<Variant> variants, Genres genres, ExperimentOptions options, Consumer<String> progress) {
        List<Division> divisions = divisions(genres, options);
        Penalty penalty = new Penalty(genres, divisions.get(0), grid(options));
        GenreProbe first = new GenreProbe(genres, divisions);
        List<Linear> rows = new ArrayList<>();
        for (Variant variant : variants) {
            progress.accept("classifiers on " + variant.name());
            Learner learner = penalty.chosen(variant.trainings().get(0), Learner::logistic);
            rows.add(new Linear(variant, first.of(variant.trainings(), learner)));
        }
        return rows;
    }

    /** The other readings of the task, for the paper's own rows. */
    private static List<Reading> readings(
            List<Variant> variants, Genres genres, ExperimentOptions options, Consumer<String> progress) {
        List<Division> divisions = divisions(genres, options);
        GenreProbe first = new GenreProbe(genres, divisions);
        // Each genre needs a classifier of its own, which is slow, so only one division is used.
        AllGenresProbe every = new AllGenresProbe(genres, divisions.subList(0, 1));
        Penalty penalty = new Penalty(genres, divisions.get(0), grid(options));
        List<Reading> rows = new ArrayList<>();
        for (Variant variant : variants) {
            if (variant.isOfPaper()) {
                progress.accept("other readings of " + variant.name());
                Learner learner = penalty.chosen(variant.trainings().get(0), Learner::logistic);
                rows.add(new Reading(
                        variant.name(),
                        first.of(variant.trainings(), Learner.scikitLearn()),
                        every.of(variant.trainings(), learner)));
            }
        }
        return rows;
    }

    private static List<Double> grid(ExperimentOptions options) {
        return options.choose(List.of(SMALL_PENALTY), Penalty.GRID);
    }

    private static List<Division> divisions(Genres genres, ExperimentOptions options) {
        return Division.of(genres.places(), options.choose(1, DIVISIONS), options.seed());
    }

    /** Estimators that use inner products only, beside logistic regression on the same small sample. */
    private static List<KernelScores> neighbours(
            List<double[][]> h, Genres all, ExperimentOptions options, Consumer<String> progress) {
        progress.accept("neighbours and kernels");
        Genres genres = all.sample(options.choose(SMALL_KERNEL_SAMPLE, KERNEL_SAMPLE), options.seed());
        List<Division> divisions = divisions(genres, options);
        Penalty penalty = new Penalty(genres, divisions.get(0), grid(options));
        GenreProbe probe = new GenreProbe(genres, divisions);
        List<double[][]> unit = h.stream().map(Representations::unit).toList();
        List<double[][]> phi = Variant.phi(h, 32, options.seed());
        DoubleFunction<Learner> onKernel = lambda -> Learner.onKernel(Learner.logistic(lambda));
        List<KernelScores> rows = new ArrayList<>();
        rows.add(new KernelScores(
                "logistic regression on h, normalised",
                probe.of(unit, penalty.chosen(unit.get(0), Learner::logistic))));
        rows.add(new KernelScores(
                "logistic regression on " + Variant.PHI_64,
                probe.of(phi, penalty.chosen(phi.get(0), Learner::logistic))));
        rows.add(new KernelScores(
                "logistic regression on the h-vector e^<h,h'>", probe.of(unit, penalty.chosen(unit.get(0), onKernel))));
        for (int s : BANDWIDTHS) {
            rows.add(new KernelScores("Nadaraya-Watson, e^(" + s + " <h,h'>)", probe.of(unit, Learner.weighted(s))));
        }
        rows.add(new KernelScores(Learner.NEAREST + " nearest neighbours of h", probe.of(unit, Learner.nearest())));
        rows.add(new KernelScores(
                Learner.NEAREST + " nearest neighbours of " + Variant.PHI_64, probe.of(phi, Learner.nearest())));
        return rows;
    }
}
