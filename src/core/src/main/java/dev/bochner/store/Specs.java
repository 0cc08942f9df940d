package dev.bochner.store;

import java.util.List;
import java.util.Optional;

/** The specs of a table's versions: whoever publishes first fixes it, and it never changes. */
final class Specs {
    private Specs() {}

    /**
     * Compares a spec with the table's.
     *
     * @throws ConflictException if the table has another one under the same (m, seed), naming what differs
     */
    static void check(FeatureTable table, PublishedSpec spec) {
        Optional<PublishedSpec> published = table.spec(spec.version());
        List<String> differences =
                published.map(found -> found.differences(spec)).orElse(List.of());
        if (!differences.isEmpty()) {
            throw new ConflictException("Version " + spec.version() + " of table " + table.root()
                    + " has another spec: " + String.join("; ", differences) + ". A version never changes: "
                    + wayOut(table, spec.version()));
        }
    }

    private static String wayOut(FeatureTable table, VersionId version) {
        return table.dates(version).isEmpty()
                ? "nothing of it is published yet, so delete " + table.specPath(version) + " if it was a mistake"
                : "choose another seed, or another table";
    }

    /**
     * Creates a spec, if the table has none. Of two that try at once one succeeds; the other is told if it differs.
     *
     * @throws ConflictException if the table has another one
     */
    static void create(RunSession run, PublishedSpec spec) {
        FeatureTable table = run.table();
        if (table.spec(spec.version()).isEmpty()) {
            run.listener()
                    .around(
                            "spec",
                            () -> run.staging().createFile(table.specPath(spec.version()), ManifestJson.bytes(spec)));
        }
        check(table, spec);
    }
}
