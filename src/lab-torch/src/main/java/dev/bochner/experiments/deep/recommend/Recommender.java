package dev.bochner.experiments.deep.recommend;

/**
 * Scores films for users: the higher, the sooner recommended.
 *
 * <p>Users and films by their places in {@link Viewings}.
 */
interface Recommender {
    double score(int user, int film);

    /** By how often each film was seen in the histories. Who cannot beat it has learnt nothing of the user. */
    static Recommender popularity(Viewings viewings) {
        int[] counts = new int[viewings.films().size()];
        for (int user = 0; user < viewings.users(); user++) {
            for (int film : viewings.history(user)) {
                counts[film]++;
            }
        }
        return (user, film) -> counts[film];
    }

    /** By inner products of vectors, users [users][k] and films [films][k], which nobody changes from now on. */
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
