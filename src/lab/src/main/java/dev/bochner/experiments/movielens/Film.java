package dev.bochner.experiments.movielens;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A film of the catalogue.
 *
 * @param genres in the order in which the file lists them; empty for a film without genres
 */
public record Film(long id, String title, List<String> genres) {
    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");

    public Film {
        genres = List.copyOf(genres);
    }

    /** The genre that the file lists first. */
    public Optional<String> firstGenre() {
        return genres.stream().findFirst();
    }

    /** The release year, which MovieLens puts in parentheses at the end of a title. */
    public Optional<Integer> year() {
        Matcher matcher = YEAR.matcher(title);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
