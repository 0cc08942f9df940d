package dev.bochner.experiments.item2vec;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A division of the films into those that models are fitted on and those that they are scored on, as indices.
 *
 * <p>A class and not a record: it holds arrays.
 */
final class Division {
    /** The paper's 80 % and 20 %. */
    private static final double FITTED = 0.8;

    private final int[] fitted;
    private final int[] scored;

    private Division(int[] fitted, int[] scored) {
        this.fitted = fitted;
        this.scored = scored;
    }

    /** Independent random divisions of some films, the same for every representation of them. */
    static List<Division> of(int[] places, int number, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, number)
                .mapToObj(division -> {
                    int[] shuffled = places.clone();
                    Genres.shuffle(shuffled, random);
                    int cut = (int) (FITTED * shuffled.length);
                    return new Division(
                            Arrays.copyOf(shuffled, cut), Arrays.copyOfRange(shuffled, cut, shuffled.length));
                })
                .toList();
    }

    /** Divides the films to fit on again, into folds for cross-validation. */
    List<Division> folds(int number) {
        return IntStream.range(0, number)
                .mapToObj(fold -> new Division(
                        IntStream.range(0, fitted.length)
                                .filter(i -> i % number != fold)
                                .map(i -> fitted[i])
                                .toArray(),
                        IntStream.range(0, fitted.length)
                                .filter(i -> i % number == fold)
                                .map(i -> fitted[i])
                                .toArray()))
                .toList();
    }

    int[] fitted() {
        return fitted;
    }

    int[] scored() {
        return scored;
    }

    /** The rows at the given indices. */
    static double[][] rows(double[][] all, int[] places) {
        return Arrays.stream(places).mapToObj(place -> all[place]).toArray(double[][]::new);
    }
}
