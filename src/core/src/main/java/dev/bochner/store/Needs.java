package dev.bochner.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The dependencies between snapshots, as their manifests record them. */
final class Needs {
    private final FeatureTable table;
    private final Map<String, Snapshot> byPath;

    private Needs(FeatureTable table, Map<String, Snapshot> byPath) {
        this.table = table;
        this.byPath = byPath;
    }

    static Needs of(FeatureTable table) {
        return new Needs(
                table,
                table.snapshots().stream().collect(Collectors.toMap(Snapshot::relativePath, Function.identity())));
    }

    /**
     * Returns everything that some snapshots need, directly or indirectly. The given snapshots themselves are included only if
     * they need each other.
     */
    NavigableSet<Snapshot> all(Collection<Snapshot> snapshots) {
        NavigableSet<Snapshot> needed = new TreeSet<>();
        Deque<Snapshot> open = new ArrayDeque<>(snapshots);
        while (!open.isEmpty()) {
            for (Snapshot need : direct(open.pop())) {
                if (needed.add(need)) {
                    open.push(need);
                }
            }
        }
        return needed;
    }

    private Set<Snapshot> direct(Snapshot snapshot) {
        return table.manifest(snapshot).stream()
                .flatMap(manifest -> manifest.lineage().needs().stream())
                .flatMap(path -> Optional.ofNullable(byPath.get(path)).stream())
                .collect(Collectors.toSet());
    }
}
