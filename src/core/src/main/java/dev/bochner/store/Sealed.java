package dev.bochner.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Staged output that is ready to be published: snapshots that have all their files and their manifest, and the stabiliser state
 * of the day, if this run made a new one.
 *
 * @param snapshots in the order in which they become visible
 * @param state becomes visible before them
 */
record Sealed(List<OfSnapshot> snapshots, Optional<OfState> state) {
    /**
     * A sealed snapshot.
     *
     * @param place path below the table's root, in the run's staging
     */
    record OfSnapshot(Manifest manifest, String place) {
        /** Returns the paths that must exist when the snapshot is published: everything that it needs, and its state. */
        List<String> needs() {
            Manifest.Lineage lineage = manifest.lineage();
            return Stream.concat(lineage.needs().stream(), lineage.state().stream())
                    .distinct()
                    .toList();
        }
    }

    /**
     * A sealed stabiliser state.
     *
     * @param place path below the table's root, in the run's staging
     */
    record OfState(StabiliserState state, String place) {
        /** The rename that makes it visible. */
        RenameStep publish() {
            return new RenameStep(place, state.path(), state.runId());
        }
    }

    Sealed {
        snapshots = snapshots.stream()
                .sorted(Comparator.comparing(one -> one.manifest().snapshot()))
                .toList();
    }

    /** Returns the paths that no other run may change during the publication. */
    List<String> claims() {
        return snapshots.stream()
                .flatMap(
                        one -> Stream.concat(Stream.of(one.manifest().snapshot().relativePath()), one.needs().stream()))
                .distinct()
                .toList();
    }

    /** Returns whether a path is that of the state that is published with the snapshots. */
    boolean brings(String path) {
        return state.filter(own -> own.state().path().equals(path)).isPresent();
    }
}
