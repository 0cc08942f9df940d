package dev.bochner.experiments.stability;

import java.util.List;

/**
 * A protocol that was played.
 *
 * @param days that classifiers were fitted on
 * @param items that day one has
 * @param commonest share of the commonest class among those with a label
 * @param variants in the order in which they are listed
 */
record Played(Protocol protocol, int days, int items, double commonest, List<Measured> variants) {
    Played {
        variants = List.copyOf(variants);
    }

    Figures figures(Variant variant) {
        return variants.stream()
                .filter(measured -> measured.variant().equals(variant))
                .findFirst()
                .orElseThrow()
                .figures();
    }
}
