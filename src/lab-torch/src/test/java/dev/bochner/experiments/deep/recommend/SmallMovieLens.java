package dev.bochner.experiments.deep.recommend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** MovieLens in small: users who see films of one genre only, comedies or horror, in an order of their own. */
final class SmallMovieLens {
    static final int FILMS = 40;
    static final int USERS = 30;
    private static final int SEEN = 12;

    private SmallMovieLens() {}

    /** Even films are comedies, even users see them. */
    static Path write(Path directory) throws IOException {
        StringBuilder films = new StringBuilder("movieId,title,genres\n");
        for (int film = 0; film < FILMS; film++) {
            films.append(film + 1)
                    .append(",Film ")
                    .append(film)
                    .append(" (19")
                    .append(50 + film)
                    .append("),")
                    .append(film % 2 == 0 ? "Comedy|Romance" : "Horror|Thriller")
                    .append('\n');
        }
        StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
        for (int user = 0; user < USERS; user++) {
            for (int step = 0; step < SEEN; step++) {
                int film = 2 * ((user * 7 + step * 3) % (FILMS / 2)) + user % 2;
                ratings.append(user + 1)
                        .append(',')
                        .append(film + 1)
                        .append(",4.0,")
                        .append(1000 + step)
                        .append('\n');
            }
        }
        Files.writeString(directory.resolve("movies.csv"), films);
        Files.writeString(directory.resolve("ratings.csv"), ratings);
        return directory;
    }
}
