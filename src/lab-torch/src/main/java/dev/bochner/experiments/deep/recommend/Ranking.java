package dev.bochner.experiments.deep.recommend;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Measures the rank that a recommender gives to the film that a user watched last, among candidates. Films with an
 * equal score count as ranked before it.
 *
 * <p>Films of the user's history are no candidates, because a user rates a film only once.
 */
final class Ranking {
    private static final int BEST = 5;
    private static final int DRAWN = 100;

    private final Viewings viewings;
    private final int[][] candidates;

    private Ranking(Viewings viewings, int[][] candidates) {
        this.viewings = viewings;
        this.candidates = candidates;
    }

    /**
     * Means over the users.
     *
     * @param recall share of the users whose film is among the first {@value #BEST}, 0 to 1
     * @param ndcg mean of 1 / log2(rank + 1) where it is, rank from 1, and of 0 where it is not
     */
    record Score(double recall, double ndcg) {}

    /** The rank among all films of the catalogue. */
    static Ranking ofAll(Viewings viewings) {
        int[][] candidates = new int[viewings.users()][];
        Arrays.setAll(candidates, user -> unseen(viewings, user));
        return new Ranking(viewings, candidates);
    }

    /**
     * The rank among the film and {@value #DRAWN} others, which are drawn once and are the same for every
     * recommender.
     */
    static Ranking ofDrawn(Viewings viewings, long seed) {
        int[][] candidates = new int[viewings.users()][];
        Arrays.setAll(candidates, user -> {
            int[] all = unseen(viewings, user);
            int drawn = Math.min(DRAWN, all.length);
            SplittableRandom random = new SplittableRandom(seed + user);
            for (int i = 0; i < drawn; i++) {
                int other = i + random.nextInt(all.length - i);
                int film = all[i];
                all[i] = all[other];
                all[other] = film;
            }
            return Arrays.copyOf(all, drawn);
        });
        return new Ranking(viewings, candidates);
    }

    /** Films that a user never saw. */
    private static int[] unseen(Viewings viewings, int user) {
        BitSet unseen = new BitSet();
        unseen.set(0, viewings.films().size());
        for (int film : viewings.history(user)) {
            unseen.clear(film);
        }
        unseen.clear(viewings.last(user));
        return unseen.stream().toArray();
    }

    Score of(Recommender recommender) {
        double hits = 0;
        double gain = 0;
        for (int user = 0; user < candidates.length; user++) {
            int before = before(recommender, user);
            if (before < BEST) {
                hits++;
                gain += Math.log(2) / Math.log(before + 2);
            }
        }
        return new Score(hits / candidates.length, gain / candidates.length);
    }

    private int before(Recommender recommender, int user) {
        double target = recommender.score(user, viewings.last(user));
        int before = 0;
        for (int film : candidates[user]) {
            if (recommender.score(user, film) >= target) {
                before++;
            }
        }
        return before;
    }

    /** Expected scores of random ranks, on average over the users. */
    Score chance() {
        double recall = 0;
        double ndcg = 0;
        for (int[] others : candidates) {
            int places = others.length + 1;
            for (int before = 0; before < Math.min(BEST, places); before++) {
                recall += 1.0 / places;
                ndcg += Math.log(2) / Math.log(before + 2) / places;
            }
        }
        return new Score(recall / candidates.length, ndcg / candidates.length);
    }
}
