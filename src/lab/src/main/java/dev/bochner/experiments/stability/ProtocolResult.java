package dev.bochner.experiments.stability;

import java.util.List;

/**
 * Results of one protocol.
 *
 * @param days number of days on which classifiers were fitted
 * @param items number of items on day one
 * @param commonest share of the commonest class among the labelled ones
 * @param variants in the order in which they are listed
 */
record ProtocolResult(Protocol protocol, int days, int items, double commonest, List<VariantResult> variants) {
    ProtocolResult {
        variants = List.copyOf(variants);
    }

    VariantScores figures(Variant variant) {
        return variants.stream()
                .filter(measured -> measured.variant().equals(variant))
                .findFirst()
                .orElseThrow()
                .figures();
    }
}
