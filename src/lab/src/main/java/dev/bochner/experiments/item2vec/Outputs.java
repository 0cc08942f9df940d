package dev.bochner.experiments.item2vec;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/**
 * Outputs of several trainings for the same pairs of films: half of the pairs are neighbours in a user's sequence,
 * half are random.
 */
final class Outputs {
    private static final int PAIRS = 4000;

    private final int[][] pairs = new int[PAIRS][2];

    Outputs(FilmCorpus films, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> sequences = films.corpus().sequences().stream()
                .filter(sequence -> sequence.length > 1)
                .toList();
        for (int k = 0; k < PAIRS; k++) {
            if (k % 2 == 0) {
                int[] sequence = sequences.get(random.nextInt(sequences.size()));
                int at = random.nextInt(sequence.length - 1);
                pairs[k] = new int[] {sequence[at], sequence[at + 1]};
            } else {
                int tokens = films.corpus().tokens();
                pairs[k] = new int[] {random.nextInt(tokens), random.nextInt(tokens)};
            }
        }
    }

    /** The model's output: inner product of an embedding and the other film's vector as an output. */
    List<double[][]> scores(List<Trained> trainings) {
        return numbers(trainings, Trained::outputs, Representations::dot);
    }

    /** Its sigmoid, the probability that the second film is next to the first. */
    List<double[][]> probabilities(List<Trained> trainings) {
        return numbers(trainings, Trained::outputs, (h, output) -> 1 / (1 + Math.exp(-Representations.dot(h, output))));
    }

    /** Inner product of two embeddings. */
    List<double[][]> products(List<Trained> trainings) {
        return numbers(trainings, Trained::embeddings, Representations::dot);
    }

    /** Cosine of two embeddings. */
    List<double[][]> cosines(List<Trained> trainings) {
        return numbers(
                trainings,
                Trained::embeddings,
                (h, other) -> Representations.dot(h, other)
                        / Math.sqrt(Representations.dot(h, h) * Representations.dot(other, other)));
    }

    private interface Side {
        float[][] of(Trained trained);
    }

    /** One number for each pair, for each training: [pairs][1]. */
    private List<double[][]> numbers(
            List<Trained> trainings, Side side, ToDoubleBiFunction<double[], double[]> number) {
        List<double[][]> numbers = new ArrayList<>();
        for (Trained trained : trainings) {
            double[][] first = Representations.of(trained.embeddings());
            double[][] second = Representations.of(side.of(trained));
            double[][] values = new double[PAIRS][1];
            for (int k = 0; k < PAIRS; k++) {
                values[k][0] = number.applyAsDouble(first[pairs[k][0]], second[pairs[k][1]]);
            }
            numbers.add(values);
        }
        return numbers;
    }
}
