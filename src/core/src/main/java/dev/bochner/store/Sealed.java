package dev.bochner.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is ready to be published and not visible yet: snapshots that have all their files and their manifest, and the
 * state that their stabiliser came to, if it is a new one.
 *
 * @param snapshots in the order in which they become visible
 * @param state becomes visible before them
 */
record Sealed(List<OfSnapshot> snapshots, Optional<OfState> state) {
    /**
     * A snapshot.
     *
     * @param place path below the table's root, in the run's staging
     */
    record OfSnapshot(Manifest manifest, String place) {
        /** What has to be there when it is published: all that it needs, and its state. */
        List<String> needs() {
            Manifest.Lineage lineage = manifest.lineage();
            return Stream.concat(lineage.needs().stream(), lineage.state().stream())
                    .distinct()
                    .toList();
        }
    }

    /**
     * A state.
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

    /** What nobody else may change while it is published. */
    List<String> claims() {
        return snapshots.stream()
                .flatMap(
                        one -> Stream.concat(Stream.of(one.manifest().snapshot().relativePath()), one.needs().stream()))
                .distinct()
                .toList();
    }

    /** Whether this is the path of the state that is published with the snapshots. */
    boolean brings(String path) {
        return state.filter(own -> own.state().path().equals(path)).isPresent();
    }
}
