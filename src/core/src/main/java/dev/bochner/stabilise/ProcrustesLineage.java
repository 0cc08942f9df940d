package dev.bochner.stabilise;

import dev.bochner.stabilise.Chain.StateLineage;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Manifest;
import dev.bochner.store.StabiliserState;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The chain of the procrustes stabiliser: each day is aligned to an anchor day, which is itself unaligned. */
final class ProcrustesLineage {
    private static final String ITSELF = "itself";

    private final StabilisedDays days;
    private final StabiliserOptions options;

    ProcrustesLineage(StabilisedDays days, StabiliserOptions options) {
        this.days = days;
        this.options = options;
    }

    StateLineage link(LocalDate ds) {
        // An anchor that was rotated onto itself would need its own state.
        Optional<StabiliserState> follows =
                anchor(ds).filter(state -> !days.statePaths(ds).contains(state.path()));
        follows.ifPresent(state -> days.latestOfEachBefore(ds).forEach(manifest -> requireOtherEpoch(state, manifest)));
        int next = days.nextEpoch();
        return new StateLineage(
                follows,
                follows.map(StabiliserState::epoch).orElse(next),
                next,
                options.procrustesInput(follows.map(StabiliserState::path).orElse(ITSELF)));
    }

    private Optional<StabiliserState> anchor(LocalDate ds) {
        if (options.reference().isPresent()) {
            return referred(ds, options.reference().get());
        }
        return days.derivesFrom(ds, options.procrustesInput(ITSELF))
                ? Optional.empty()
                : alreadyDerivesFrom(ds).or(() -> nearest(ds));
    }

    private Optional<StabiliserState> alreadyDerivesFrom(LocalDate ds) {
        return days.statePathsBut(ds).stream()
                .filter(path -> days.derivesFrom(ds, options.procrustesInput(path)))
                .findFirst()
                .flatMap(days::state);
    }

    private Optional<StabiliserState> nearest(LocalDate ds) {
        return days.latestBefore(ds)
                .or(() -> days.earliestAfter(ds))
                .map(days::stateOf)
                .map(this::anchor);
    }

    /** Returns the anchor that a state derives from. */
    private StabiliserState anchor(StabiliserState state) {
        return state.previous()
                .map(path -> days.state(path)
                        .orElseThrow(() -> new ConflictException("The state " + path + ", which the state "
                                + state.path() + " follows, " + StabilisedDays.LOST)))
                .orElse(state);
    }

    private Optional<StabiliserState> referred(LocalDate ds, LocalDate reference) {
        if (reference.equals(ds)) {
            return Optional.empty();
        }
        if (days.has(reference)) {
            StabiliserState state = days.stateOf(reference);
            if (state.previous().isPresent()) {
                throw noAnchor(reference, "it goes by that of " + anchor(state).ds());
            }
            return Optional.of(state);
        }
        // The anchor's snapshot may have expired; its state is kept while others derive from it.
        return Optional.of(anchors().stream()
                .filter(state -> state.ds().equals(reference))
                .findFirst()
                .orElseThrow(() -> noAnchor(reference, "it is not published")));
    }

    private List<StabiliserState> anchors() {
        TreeMap<LocalDate, StabiliserState> anchors = new TreeMap<>();
        days.dates().stream()
                .flatMap(date -> days.at(date).stream())
                .map(manifest -> anchor(days.stateOf(manifest)))
                .forEach(state -> anchors.put(state.ds(), state));
        return List.copyOf(anchors.values());
    }

    private ConflictException noAnchor(LocalDate reference, String reason) {
        return new ConflictException("Embeddings cannot be rotated onto the reference " + reference + ": " + reason
                + ". Anchors there are: "
                + anchors().stream().map(StabiliserState::ds).toList()
                + ". Name one of them, or the date of the run to start anew from it, or none");
    }

    /** Checks that a day with another anchor than before also has another epoch. */
    private void requireOtherEpoch(StabiliserState followed, Manifest manifest) {
        StabiliserState own = anchor(days.stateOf(manifest));
        if (own.epoch() == followed.epoch() && !own.path().equals(followed.path())) {
            throw new ConflictException(manifest.snapshot() + " goes by the anchor " + own.path() + ", not by "
                    + followed.path() + ", and has the same epoch " + own.epoch()
                    + ". What is stabilised together has one history: put "
                    + manifest.snapshot().version()
                    + " in a job of its own");
        }
    }
}
