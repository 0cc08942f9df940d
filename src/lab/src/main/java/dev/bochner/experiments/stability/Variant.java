package dev.bochner.experiments.stability;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that a downstream model can be fitted on.
 *
 * @param name such as {@code phi(procrustes)}
 * @param m directions; 0 for embeddings, which have none
 */
public record Variant(String name, int m) {
    private static final String FROZEN = "phi(frozen)";
    static final Variant H = new Variant("h", 0);
    static final Variant H_PROCRUSTES = new Variant("h(procrustes)", 0);

    /** Features of a table. */
    static Variant of(Rule rule, int m) {
        return new Variant(rule.features(), m);
    }

    /** Day one's features for ever. */
    static Variant frozen(int m) {
        return new Variant(FROZEN, m);
    }

    boolean isFrozen() {
        return name.equals(FROZEN);
    }

    /** All of them, in the order in which they are listed. */
    static List<Variant> all(List<Integer> ms) {
        List<Variant> all = new ArrayList<>(List.of(H, H_PROCRUSTES));
        for (int m : ms) {
            for (Rule rule : Rule.values()) {
                all.add(of(rule, m));
            }
            all.add(frozen(m));
        }
        return all;
    }

    /** Name and m, such as {@code phi(procrustes) m=32}. */
    public String label() {
        return m == 0 ? name : name + " m=" + m;
    }
}
