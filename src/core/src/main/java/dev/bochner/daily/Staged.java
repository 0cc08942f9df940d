package dev.bochner.daily;

import dev.bochner.store.Manifest;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StagedOutput;
import java.util.Optional;

/**
 * What lies in staging, and the state that it was stabilised by.
 *
 * @param output files and counts
 * @param state that the snapshots go by, if there is a stabiliser
 * @param made the same, if this run made it and has to publish it
 */
record Staged(StagedOutput output, Optional<StabiliserState> state, Optional<StabiliserState> made) {
    /** Of embeddings as they were delivered. */
    static Staged plain(StagedOutput output) {
        return new Staged(output, Optional.empty(), Optional.empty());
    }

    /** By a state that is published. */
    static Staged by(StagedOutput output, StabiliserState published) {
        return new Staged(output, Optional.of(published), Optional.empty());
    }

    /** By a state of its own. */
    static Staged making(StagedOutput output, StabiliserState state) {
        return new Staged(output, Optional.of(state), Optional.of(state));
    }

    /** The snapshots' place among their neighbours, of which no audit has said anything yet. */
    Manifest.Lineage lineage() {
        return state.map(known -> new Manifest.Lineage(
                        Manifest.Lineage.ALONE.audit(),
                        known.epoch(),
                        known.previous().stream().toList(),
                        Optional.of(known.path())))
                .orElse(Manifest.Lineage.ALONE);
    }
}
