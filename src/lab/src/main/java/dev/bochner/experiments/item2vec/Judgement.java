package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Verdict;
import dev.bochner.experiments.paper.Verdict.Ruling;
import java.util.List;

/**
 * Decides which verdicts a run may give. A run of the small size trains for too few epochs to confirm or refute
 * anything, so its verdicts stay open.
 */
record Judgement(ExperimentOptions options) {
    Verdict[] on(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> options.size() == Size.FULL
                        ? verdict
                        : new Verdict(
                                verdict.claim(),
                                Ruling.OPEN,
                                "A run of the small size trains too little to decide this; " + verdict.evidence()))
                .toArray(Verdict[]::new);
    }
}
