package dev.bochner.daily;

import dev.bochner.store.Manifest;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StagedOutput;
import java.util.Optional;

/**
 * The staged output of the Spark stage, and the state by which it was stabilised.
 *
 * @param output the staged files and row counts
 * @param state the state of the snapshots, if there is a stabiliser
 * @param made the same state, if this run made it and has to publish it
 */
record Staged(StagedOutput output, Optional<StabiliserState> state, Optional<StabiliserState> made) {
    /** Creates the staged output of embeddings without a stabiliser. */
    static Staged plain(StagedOutput output) {
        return new Staged(output, Optional.empty(), Optional.empty());
    }

    /** Creates the staged output of embeddings that a published state stabilised. */
    static Staged by(StagedOutput output, StabiliserState published) {
        return new Staged(output, Optional.of(published), Optional.empty());
    }

    /** Creates the staged output of embeddings that were stabilised by a new state of this run. */
    static Staged making(StagedOutput output, StabiliserState state) {
        return new Staged(output, Optional.of(state), Optional.of(state));
    }

    /** Returns the snapshots' lineage, before any audit. */
    Manifest.Lineage lineage() {
        return state.map(known -> new Manifest.Lineage(
                        Manifest.Lineage.ALONE.audit(),
                        known.epoch(),
                        known.previous().stream().toList(),
                        Optional.of(known.path())))
                .orElse(Manifest.Lineage.ALONE);
    }
}
