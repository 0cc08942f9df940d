package dev.bochner.experiments.movielens;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A film of the catalogue.
 *
 * @param genres in the order in which the file lists them; none for a film without
 */
public record Film(long id, String title, List<String> genres) {
    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");

    public Film {
        genres = List.copyOf(genres);
    }

    /** The year that ends its title. */
    public Optional<Integer> year() {
        Matcher matcher = YEAR.matcher(title);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
