package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.movielens.Film;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A row of table 1: a representation that downstream models are fitted on.
 *
 * @param name name in the table
 * @param printed the paper's figures for it
 * @param trainings vectors [items][columns] of each training; a single one if the representation combines all
 *     trainings
 */
record Variant(String name, Printed printed, List<double[][]> trainings) {
    static final String H = "h";
    static final String AVERAGE = "avg(h)";
    static final String PHI_32 = "phi, m = 16 (32 columns)";
    static final String PHI_64 = "phi, m = 32 (64 columns)";

    /** Weight of a new day in the running mean, as in the product's default. */
    private static final double WEIGHT = 0.2;

    private static final int LEAST_FILMS_OF_YEAR = 5;

    /**
     * The paper's figures, in percent, with the standard deviation over ten runs.
     *
     * @param accuracy or a dash
     * @param macroF1 or a dash
     */
    record Printed(String accuracy, String macroF1) {
        static final Printed NOTHING = new Printed("-", "-");
    }

    /**
     * All rows of the table.
     *
     * @param h embeddings of each training
     * @param longer embeddings of one training of ten times the epochs
     */
    static List<Variant> all(List<double[][]> h, double[][] longer, List<Film> films, long seed) {
        List<double[][]> unit = h.stream().map(Representations::unit).toList();
        List<double[][]> rotated = each(unit, rows -> Representations.aligned(rows, unit.get(0)));
        List<double[][]> averaged = Representations.runningMeans(h, WEIGHT);
        int[] years = years(films);
        List<double[][]> relative = each(h, rows -> Representations.landmarks(rows, years));
        List<double[][]> aligned = each(h, rows -> Representations.aligned(rows, h.get(0)));
        List<Variant> all = new ArrayList<>();
        all.add(new Variant(H, new Printed("64.82 (2.83)", "44.79 (2.21)"), h));
        all.add(of("h, normalised", unit));
        all.add(new Variant(
                AVERAGE, new Printed("68.72 (-)", "59.04 (-)"), Collections.singletonList(Representations.mean(h))));
        all.add(of("avg(h) after procrustes", Collections.singletonList(Representations.mean(aligned))));
        all.add(new Variant(PHI_32, new Printed("68.64 (0.27)", "58.91 (0.25)"), phi(h, 16, seed)));
        all.add(new Variant(PHI_64, new Printed("85.77 (0.19)", "90.46 (0.21)"), phi(h, 32, seed)));
        all.add(of("phi, m = 64 (128 columns)", phi(h, 64, seed)));
        all.add(of("h of procrustes", rotated));
        all.add(of("phi of procrustes, m = 32", phi(rotated, 32, seed)));
        all.add(of("phi of landmarks, m = 32", phi(relative, 32, seed)));
        all.add(of("h of running mean " + WEIGHT, averaged));
        all.add(of("phi of running mean " + WEIGHT + ", m = 32", phi(averaged, 32, seed)));
        all.add(of("phi, m = 32, the first training for ever", phi(Collections.nCopies(h.size(), h.get(0)), 32, seed)));
        all.add(of("h, one training of ten times the epochs", Collections.singletonList(longer)));
        all.add(of("phi of that, m = 32", phi(Collections.singletonList(longer), 32, seed)));
        return all;
    }

    /** Whether the paper's table has such a row. */
    boolean isOfPaper() {
        return !printed.equals(Printed.NOTHING);
    }

    private static Variant of(String name, List<double[][]> trainings) {
        return new Variant(name, Printed.NOTHING, trainings);
    }

    /** phi of the normalised embeddings, sigma 1, the same U for all trainings. */
    static List<double[][]> phi(List<double[][]> trainings, int m, long seed) {
        return phi(trainings, FeatureSpec.gaussian(trainings.get(0)[0].length, m, seed, 1, Normalisation.L2));
    }

    static List<double[][]> phi(List<double[][]> trainings, FeatureSpec spec) {
        return each(trainings, rows -> Representations.phi(rows, spec));
    }

    private static List<double[][]> each(List<double[][]> trainings, UnaryOperator<double[][]> made) {
        return trainings.stream().map(made).toList();
    }

    /** Release year of each film as the number of a group; -1 for years of few films. */
    private static int[] years(List<Film> films) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        films.forEach(film -> film.year().ifPresent(year -> counts.merge(year, 1, Integer::sum)));
        counts.values().removeIf(count -> count < LEAST_FILMS_OF_YEAR);
        List<Integer> years = List.copyOf(counts.keySet());
        return films.stream()
                .mapToInt(film -> film.year().map(years::indexOf).orElse(-1))
                .toArray();
    }
}
