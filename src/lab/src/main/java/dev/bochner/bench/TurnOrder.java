package dev.bochner.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order of contenders in each round: the rows of a Williams square, 0, n-1, 1, n-2, ... and its shifts, so that
 * no contender always runs first or always after the same other one. For an even n every contender follows every
 * other one once in n rounds; for an odd n twice in 2n rounds, of which every other is reversed.
 *
 * <p><b>Source:</b> Williams, "Experimental designs balanced for the estimation of residual effects of treatments",
 * 1949.
 */
final class TurnOrder {
    private TurnOrder() {}

    /** The order of a round, counted from 0. */
    static <T> List<T> ofRound(List<T> all, int round) {
        int n = all.size();
        List<T> order = new ArrayList<>();
        for (int turn = 0; turn < n; turn++) {
            int zigzag = turn % 2 == 0 ? turn / 2 : n - (turn + 1) / 2;
            order.add(all.get((zigzag + round) % n));
        }
        if (n % 2 == 1 && round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
