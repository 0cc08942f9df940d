package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.movielens.Film;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The classes that models predict: the first-listed genre of each film, or all its genres. Films without genres are
 * left out.
 *
 * <p>A class and not a record: it holds arrays.
 */
final class Genres {
    private final List<Film> films;
    private final List<String> names;
    private final int[] places;

    private Genres(List<Film> films, List<String> names, int[] places) {
        this.films = films;
        this.names = names;
        this.places = places;
    }

    /** The genres of films, each at the index of its vector. */
    static Genres of(List<Film> films) {
        TreeSet<String> names = new TreeSet<>();
        films.forEach(film -> names.addAll(film.genres()));
        int[] places = IntStream.range(0, films.size())
                .filter(place -> !films.get(place).genres().isEmpty())
                .toArray();
        return new Genres(films, List.copyOf(names), places);
    }

    /** A random sample of the films. */
    Genres sample(int number, long seed) {
        int[] shuffled = places.clone();
        shuffle(shuffled, new SplittableRandom(seed));
        int[] some = Arrays.copyOf(shuffled, Math.min(number, shuffled.length));
        Arrays.sort(some);
        return new Genres(films, names, some);
    }

    static void shuffle(int[] numbers, SplittableRandom random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
    }

    /** Indices of the films with genres, ascending; must not be changed. */
    int[] places() {
        return places;
    }

    List<String> names() {
        return names;
    }

    /** Number of the first-listed genre of the film at an index. */
    int first(int place) {
        return names.indexOf(films.get(place).genres().get(0));
    }

    /** First-listed genres of some films. */
    int[] first(int[] some) {
        return Arrays.stream(some).map(this::first).toArray();
    }

    /** For each of the films, 1 if it has the genre and 0 otherwise. */
    int[] has(int genre, int[] some) {
        String name = names.get(genre);
        return Arrays.stream(some)
                .map(place -> films.get(place).genres().contains(name) ? 1 : 0)
                .toArray();
    }

    /** Share of the films that have more than one genre. */
    double severalShare() {
        return share(film -> film.genres().size() > 1);
    }

    /** Among the films with more than one genre, the share whose genres are listed alphabetically. */
    double alphabeticalShare() {
        return share(film -> film.genres().size() > 1
                        && film.genres().equals(film.genres().stream().sorted().toList()))
                / severalShare();
    }

    private double share(Predicate<Film> of) {
        return (double) Arrays.stream(places).mapToObj(films::get).filter(of).count() / places.length;
    }

    /** Number of films with each first-listed genre, in descending order. */
    int[] counts() {
        int[] counts = new int[names.size()];
        for (int place : places) {
            counts[first(place)]++;
        }
        return Arrays.stream(counts)
                .map(count -> -count)
                .sorted()
                .map(count -> -count)
                .toArray();
    }
}
