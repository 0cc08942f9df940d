package dev.bochner.experiments.deep.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The histories cut into passages of equal length, so that they can be learnt in batches: each of the films in a
 * passage is to be predicted from those before it in the same passage. The first passage of a user is padded at its
 * end.
 */
final class Passages {
    private final int length;
    private final List<int[]> passages;

    /** @param length films that something is predicted from */
    Passages(Viewings viewings, int length) {
        this.length = length;
        List<int[]> cut = new ArrayList<>();
        for (int user = 0; user < viewings.users(); user++) {
            int[] history = viewings.history(user);
            // Cut from the end, so that the oldest passage is the short one. Consecutive passages share a film:
            // the target of the one is the first input of the other.
            for (int end = history.length; end > 1; end -= length) {
                cut.add(Arrays.copyOfRange(history, Math.max(0, end - length - 1), end));
            }
        }
        this.passages = List.copyOf(cut);
    }

    int length() {
        return length;
    }

    int size() {
        return passages.size();
    }

    /** Films of a passage, 2 to length + 1; must not be changed. */
    int[] films(int passage) {
        return passages.get(passage);
    }
}
