package dev.bochner.experiments.stability;

import dev.bochner.demo.MovieLens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;

/**
 * The groups that landmarks are made of: films of one year. A shop would take its categories; MovieLens has genres, but
 * they are what the classifiers are to find out. Years with fewer than {@value #FEWEST} films on day one make no group,
 * for the direction of a few films is mostly noise.
 */
final class LandmarkGroups {
    private static final int FEWEST = 5;

    /** A title ends with it. */
    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");

    private final Map<Long, String> byId;

    private LandmarkGroups(Map<Long, String> byId) {
        this.byId = byId;
    }

    static LandmarkGroups of(MovieLens data, Vectors dayOne) {
        Map<Long, String> years = new HashMap<>();
        Map<String, Integer> films = new HashMap<>();
        for (Row row : data.movies().select("movieId", "title").collectAsList()) {
            Matcher year = YEAR.matcher(row.getString(1));
            if (year.find()) {
                years.put(row.getLong(0), year.group(1));
                films.merge(year.group(1), dayOne.has(row.getLong(0)) ? 1 : 0, Integer::sum);
            }
        }
        List<Long> ungrouped = years.keySet().stream()
                .filter(id -> films.getOrDefault(years.getOrDefault(id, ""), 0) < FEWEST)
                .toList();
        ungrouped.forEach(years::remove);
        return new LandmarkGroups(years);
    }

    Optional<String> of(long id) {
        return Optional.ofNullable(byId.get(id));
    }
}
