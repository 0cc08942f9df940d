package dev.bochner.audit;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Manifest.Fingerprint;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceSchemaException;
import dev.bochner.store.source.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The day that today is compared with, as far as it can still be had: the embeddings that its snapshot was made from, if
 * the source holds them unchanged.
 *
 * @param ds its date; empty if nothing earlier is published
 * @param embeddings what it was made from; empty if they are no longer there
 * @param obstacle why there is nothing to compare with; empty if there is
 */
record BaselineDay(Optional<LocalDate> ds, Optional<EmbeddingSnapshot> embeddings, Optional<String> obstacle) {

    /** Finds the greatest published date before a date, of any version: they are all made from the same embeddings. */
    static BaselineDay before(LocalDate ds, FeatureTable table, SparkSession spark, SourceSpec source) {
        return table.versions().stream()
                .flatMap(version -> table.latestBefore(version, ds).stream())
                .map(Snapshot::ds)
                .max(LocalDate::compareTo)
                .map(found -> on(found, table, spark, source))
                .orElseGet(() -> none("Nothing before " + ds + " is published: there is nothing to compare with"));
    }

    /** Takes a date of one's own choice. */
    static BaselineDay on(LocalDate ds, FeatureTable table, SparkSession spark, SourceSpec source) {
        try {
            List<Manifest> manifests = table.versions().stream()
                    .flatMap(version -> table.manifest(new Snapshot(version, ds)).stream())
                    .toList();
            if (manifests.isEmpty()) {
                return without(ds, "Nothing is published of " + ds + " (any more)");
            }
            return of(manifests.get(0), spark, source);
        } catch (StoreException replaced) {
            return without(ds, "What is published of " + ds + " cannot be read: " + replaced.getMessage());
        }
    }

    private static BaselineDay of(Manifest manifest, SparkSession spark, SourceSpec source) {
        LocalDate ds = manifest.ds();
        try {
            EmbeddingSnapshot embeddings = EmbeddingSnapshot.open(spark, source.withoutCarriedColumns(), ds);
            Fingerprint then = manifest.input().source().fingerprint();
            Manifest.Source now = embeddings.source();
            return now.matches(then)
                    ? new BaselineDay(
                            Optional.of(ds),
                            Optional.of(embeddings.withoutQuarantinedIds(manifest.counts())),
                            Optional.empty())
                    : without(
                            ds,
                            "The embeddings of " + ds + " have since been overwritten: " + embeddings.description()
                                    + " was " + then + " when they were published and is "
                                    + now.fingerprint());
        } catch (SourceException | SourceSchemaException gone) {
            return without(ds, "The embeddings of " + ds + " are gone: " + gone.getMessage());
        }
    }

    private static BaselineDay none(String why) {
        return new BaselineDay(Optional.empty(), Optional.empty(), Optional.of(why));
    }

    private static BaselineDay without(LocalDate ds, String why) {
        return new BaselineDay(Optional.of(ds), Optional.empty(), Optional.of(why));
    }

    /** What to say if the source goes away while it is read; empty if it is still what it was. */
    Optional<String> lostSince(FeatureTable table, SparkSession spark, SourceSpec source) {
        return ds.flatMap(date -> on(date, table, spark, source).obstacle());
    }
}
