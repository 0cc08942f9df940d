package dev.bochner.store.catalog;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.QuotedName;
import dev.bochner.store.source.SourceFailures;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metastore table through which SQL engines see a feature table: partitioned by {@code m INT, seed BIGINT, ds
 * STRING}, a partition for each snapshot. It only ever follows what is published, and every step may be repeated.
 */
public final class CatalogTable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogTable.class);

    private final SparkSession spark;
    private final String name;

    private CatalogTable(SparkSession spark, String name) {
        this.spark = spark;
        this.name = name;
    }

    /**
     * A table of the session's catalog.
     *
     * @param name as in SQL, e.g. {@code ml.item_features}
     */
    public static CatalogTable of(SparkSession spark, String name) {
        return new CatalogTable(spark, name);
    }

    /**
     * Adds the partitions of published snapshots that it does not have yet.
     *
     * @param copied the columns that lie in the files beside the features: the id, then the carried ones
     * @throws StoreException if it cannot; the snapshots stay published, and the message says how to go on
     */
    public void add(FeatureTable table, Collection<Snapshot> snapshots, List<StructField> copied) {
        try {
            register(table, snapshots);
        } catch (Exception e) {
            // Spark's AnalysisException is checked, though no Java signature says so.
            throw new StoreException(
                    snapshots + " of " + table.root() + " is published, but not registered in catalog table " + name
                            + ": " + wayOut(e, table, copied) + ". Then run again, which registers it",
                    e);
        }
    }

    private String wayOut(Exception failure, FeatureTable table, List<StructField> copied) {
        String said = SourceFailures.firstLine(failure);
        boolean missing = said.startsWith("[TABLE_OR_VIEW_NOT_FOUND") || said.startsWith("[SCHEMA_NOT_FOUND");
        return missing
                ? "there is no such table. Create it: " + createStatement(table, copied)
                : "the catalog says " + said + ". It has to be as this makes it: " + createStatement(table, copied);
    }

    /** The statement that makes a fitting table, in one line. */
    private String createStatement(FeatureTable table, List<StructField> copied) {
        String columns = copied.stream()
                .map(field ->
                        QuotedName.of(field.name()) + " " + field.dataType().sql() + ", ")
                .collect(Collectors.joining());
        return "CREATE EXTERNAL TABLE " + name + " (" + columns + "features ARRAY<FLOAT>)"
                + " PARTITIONED BY (m INT, seed BIGINT, ds STRING) STORED AS PARQUET LOCATION "
                + quoted(table.featuresPath());
    }

    private void register(FeatureTable table, Collection<Snapshot> snapshots) {
        for (Snapshot snapshot : snapshots) {
            execute("ALTER TABLE " + name + " ADD IF NOT EXISTS PARTITION " + partition(snapshot) + " LOCATION "
                    + quoted(table.path(snapshot)));
        }
    }

    /**
     * Removes the partitions of snapshots that are no longer published.
     *
     * @throws StoreException if it cannot; the snapshots stay unpublished, and the message says how to go on
     */
    public void drop(Collection<Snapshot> snapshots) {
        String statement = "ALTER TABLE " + name + " DROP IF EXISTS "
                + snapshots.stream()
                        .map(snapshot -> "PARTITION " + partition(snapshot))
                        .collect(Collectors.joining(", "));
        try {
            execute(statement);
        } catch (Exception e) {
            throw new StoreException(
                    snapshots + " is no longer published, but could not be dropped from catalog table " + name + ": "
                            + SourceFailures.firstLine(e) + ". Do it by hand: " + statement,
                    e);
        }
    }

    private void execute(String statement) {
        LOG.info("{}", statement);
        spark.sql(statement);
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String partition(Snapshot snapshot) {
        return "(m=" + snapshot.version().m() + ", seed=" + snapshot.version().seed() + ", ds='" + snapshot.ds() + "')";
    }
}
