package dev.bochner.experiments.deep.recommend;

/**
 * Scores films for users: the higher, the sooner recommended.
 *
 * <p>Users and films are indices of {@link Viewings}.
 */
interface Recommender {
    double score(int user, int film);

    /**
     * Scores films by their number of viewings, the same for all users: the baseline that a personalised recommender
     * has to beat.
     */
    static Recommender popularity(Viewings viewings) {
        int[] counts = new int[viewings.films().size()];
        for (int user = 0; user < viewings.users(); user++) {
            for (int film : viewings.history(user)) {
                counts[film]++;
            }
        }
        return (user, film) -> counts[film];
    }

    /** By inner products of vectors, users [users][k] and films [films][k], which must not be changed afterwards. */
    static Recommender ofVectors(float[][] users, float[][] films) {
        return (user, film) -> {
            float[] u = users[user];
            float[] v = films[film];
            double sum = 0;
            for (int j = 0; j < u.length; j++) {
                sum += (double) u[j] * v[j];
            }
            return sum;
        };
    }
}
