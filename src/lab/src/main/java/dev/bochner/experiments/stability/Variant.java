package dev.bochner.experiments.stability;

import java.util.ArrayList;
import java.util.List;

/**
 * A representation of the items that a downstream model can be fitted on.
 *
 * @param name such as {@code phi(procrustes)}
 * @param m directions; 0 for embeddings, which have none
 */
public record Variant(String name, int m) {
    private static final String FROZEN = "phi(frozen)";
    static final Variant H = new Variant("h", 0);
    static final Variant H_PROCRUSTES = new Variant("h(procrustes)", 0);

    /** The features published by a stabiliser's table. */
    static Variant of(StabiliserChoice rule, int m) {
        return new Variant(rule.features(), m);
    }

    /** The features of day one, used on all later days. */
    static Variant frozen(int m) {
        return new Variant(FROZEN, m);
    }

    boolean isFrozen() {
        return name.equals(FROZEN);
    }

    /** All variants, in the order in which they are reported. */
    static List<Variant> all(List<Integer> ms) {
        List<Variant> all = new ArrayList<>(List.of(H, H_PROCRUSTES));
        for (int m : ms) {
            for (StabiliserChoice rule : StabiliserChoice.values()) {
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
