package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Verdict;
import dev.bochner.experiments.paper.Verdict.Ruling;
import java.util.List;

/** What an experiment of its size may judge: after the few epochs of the small form there is little to be told from h. */
record Judgement(ExperimentOptions options) {
    Verdict[] on(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> options.size() == Size.FULL
                        ? verdict
                        : new Verdict(
                                verdict.claim(),
                                Ruling.OPEN,
                                "The small form trains too little to tell; " + verdict.evidence()))
                .toArray(Verdict[]::new);
    }
}
