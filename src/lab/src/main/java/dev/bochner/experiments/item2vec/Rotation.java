package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Table;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures how much of the difference between trainings is a common rotation, by Procrustes alignment to the first
 * training. Two controls stand beside it: the same alignment of trainings whose films are shuffled, and alignment
 * after subtracting the mean vector, which all films share and which alone makes an alignment look good.
 *
 * @param seed of the shuffles
 */
record Rotation(long seed) {
    /** Table of the variance between trainings before and after alignment. */
    Table table(List<double[][]> embeddings) {
        List<double[][]> units = embeddings.stream().map(Representations::unit).toList();
        return new Table(
                "figure-1a-rotation",
                "Mean variance over the trainings, as it is and after Procrustes alignment to the first training",
                List.of("numbers", "as they are", "share of mean square", "aligned", "share that was rotation, %"),
                List.of(
                        rotated("h", embeddings),
                        rotated("h, normalised", units),
                        rotated("h, films mixed up", shuffled(embeddings)),
                        rotated("h, centred", centred(embeddings)),
                        rotated("h, centred, films mixed up", centred(shuffled(embeddings)))));
    }

    private static List<double[][]> centred(List<double[][]> trainings) {
        return trainings.stream().map(Representations::centred).toList();
    }

    private static List<Cell> rotated(String name, List<double[][]> trainings) {
        Spread raw = Spread.of(trainings);
        Spread aligned = Spread.of(alignedToFirst(trainings));
        return List.of(
                Cell.of(name),
                Cell.number(raw.mean()),
                Cell.fixed(raw.share(), 3),
                Cell.number(aligned.mean()),
                Cell.fixed(100 * (1 - aligned.mean() / raw.mean()), 1));
    }

    /** Every training rotated onto the first. */
    static List<double[][]> alignedToFirst(List<double[][]> trainings) {
        return trainings.stream()
                .map(rows -> rows == trainings.get(0) ? rows : Representations.aligned(rows, trainings.get(0)))
                .toList();
    }

    /**
     * Every training with its films shuffled independently, as a control: nothing is left for the alignment to find.
     */
    private List<double[][]> shuffled(List<double[][]> trainings) {
        SplittableRandom random = new SplittableRandom(seed);
        return trainings.stream().map(rows -> shuffled(rows, random.split())).toList();
    }

    private static double[][] shuffled(double[][] rows, SplittableRandom random) {
        int[] places = IntStream.range(0, rows.length).toArray();
        Genres.shuffle(places, random);
        return Division.rows(rows, places);
    }
}
