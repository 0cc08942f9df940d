package dev.bochner.stabilise;

import dev.bochner.stabilise.Chain.StateLineage;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Manifest;
import dev.bochner.store.StabiliserState;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The chain of procrustes: each day goes by an anchor, which is a day that goes by nothing. */
final class ProcrustesLineage {
    private static final String ITSELF = "itself";

    private final StabilisedDays days;
    private final StabiliserOptions options;

    ProcrustesLineage(StabilisedDays days, StabiliserOptions options) {
        this.days = days;
        this.options = options;
    }

    StateLineage link(LocalDate ds) {
        // An anchor rotated onto itself would name itself as what it needs.
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
        return days.goesBy(ds, options.procrustesInput(ITSELF))
                ? Optional.empty()
                : goesByAlready(ds).or(() -> nearest(ds));
    }

    private Optional<StabiliserState> goesByAlready(LocalDate ds) {
        return days.statePathsBut(ds).stream()
                .filter(path -> days.goesBy(ds, options.procrustesInput(path)))
                .findFirst()
                .flatMap(days::state);
    }

    private Optional<StabiliserState> nearest(LocalDate ds) {
        return days.latestBefore(ds)
                .or(() -> days.earliestAfter(ds))
                .map(days::stateOf)
                .map(this::anchor);
    }

    /** The anchor that a state goes by. */
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
        // Its snapshot may have expired; its state stays while others go by it.
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

    /** Where another anchor is gone by than before, the epoch has to tell. */
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
