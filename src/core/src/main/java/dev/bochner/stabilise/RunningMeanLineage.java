package dev.bochner.stabilise;

import dev.bochner.stabilise.Chain.StateLineage;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Manifest;
import dev.bochner.store.StabiliserState;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The chain of the running mean stabiliser: each day derives from the day before. */
final class RunningMeanLineage {
    private static final String NONE = "none";

    private final StabilisedDays days;
    private final StabiliserOptions options;

    RunningMeanLineage(StabilisedDays days, StabiliserOptions options) {
        this.days = days;
        this.options = options;
    }

    StateLineage link(LocalDate ds) {
        Optional<StabiliserState> follows =
                startsAlready(ds) ? Optional.empty() : followsAlready(ds).or(() -> latest(ds));
        int next = days.nextEpoch();
        return new StateLineage(
                follows,
                follows.map(StabiliserState::epoch).orElse(next),
                next,
                options.runningMeanInput(follows.map(StabiliserState::path).orElse(NONE)));
    }

    private boolean startsAlready(LocalDate ds) {
        return days.derivesFrom(ds, options.runningMeanInput(NONE));
    }

    private Optional<StabiliserState> followsAlready(LocalDate ds) {
        return days.statePathsBefore(ds).stream()
                .filter(path -> days.derivesFrom(ds, options.runningMeanInput(path)))
                .findFirst()
                .flatMap(days::state);
    }

    private Optional<StabiliserState> latest(LocalDate ds) {
        Optional<StabiliserState> latest = days.latestBefore(ds).map(days::stateOf);
        latest.ifPresent(state -> days.latestOfEachBefore(ds).forEach(manifest -> requireSameChain(state, manifest)));
        return latest;
    }

    /** Checks that a version which missed some days can continue with the others: its own days must belong to the same chain. */
    private void requireSameChain(StabiliserState followed, Manifest manifest) {
        StabiliserState own = days.stateOf(manifest);
        if (own.epoch() == followed.epoch() && !leadsTo(followed, own)) {
            throw new ConflictException(manifest.snapshot() + " does not belong to the chain of running means that "
                    + followed.path() + " is the end of, and has the same epoch " + own.epoch()
                    + ". What is stabilised together has one history: put "
                    + manifest.snapshot().version()
                    + " in a job of its own");
        }
    }

    /** Returns whether one state derives from another, as far as the states between them still exist. */
    private boolean leadsTo(StabiliserState later, StabiliserState earlier) {
        if (later.path().equals(earlier.path())) {
            return true;
        }
        List<StabiliserState> line = days.lineOf(later).toList();
        boolean cutOff = line.get(line.size() - 1).previous().isPresent();
        return cutOff || line.stream().anyMatch(state -> state.path().equals(earlier.path()));
    }
}
