package dev.bochner.serve.cache;

import dev.bochner.store.PublishedSpec;
import dev.bochner.store.RunId;
import dev.bochner.store.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a cache holds and where it came from; {@code manifest.json} in its directory.
 *
 * @param source the snapshot that it was built from
 * @param ids what its keys are
 * @param content what its values are
 * @param created when it was built, by the builder's clock
 */
public record CacheManifest(Source source, Ids ids, Content content, Instant created) {

    /**
     * A published snapshot.
     *
     * @param table root of the feature table
     * @param spec the version's identity; its stabiliser too
     * @param ds the snapshot's date
     * @param runId the run that published it
     * @param epoch rises where the chain of comparable snapshots breaks: models of another epoch must be trained again
     * @param stabiliserState path below the table's root of the stabiliser's state, if there is one
     */
    public record Source(
            String table, PublishedSpec spec, LocalDate ds, RunId runId, int epoch, Optional<String> stabiliserState) {
        /** The snapshot's name, such as {@code m=64/seed=42/ds=2026-11-20}. */
        public Snapshot snapshot() {
            return new Snapshot(spec.version(), ds);
        }
    }

    /**
     * The ids.
     *
     * @param column the table's name for it
     * @param type Spark's name for its type, such as {@code bigint}
     * @param encoding from an id to a key
     */
    public record Ids(String column, String type, IdEncoding encoding) {}

    /**
     * The values.
     *
     * @param rows number of ids
     * @param columns length of a feature vector, 2m
     * @param bytes of all keys and values
     * @param crc32c over each key and its value, in order of the keys
     */
    public record Content(long rows, int columns, long bytes, long crc32c) {}
}
