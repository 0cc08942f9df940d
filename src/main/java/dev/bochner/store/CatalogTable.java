package dev.bochner.store;

import java.util.Collection;
import org.apache.spark.sql.SparkSession;
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

    /** Adds the partitions of published snapshots that it does not have yet. */
    public void add(FeatureTable table, Collection<Snapshot> snapshots) {
        for (Snapshot snapshot : snapshots) {
            String location =
                    table.path(snapshot).toString().replace("\\", "\\\\").replace("'", "\\'");
            execute("ALTER TABLE " + name + " ADD IF NOT EXISTS PARTITION " + partition(snapshot) + " LOCATION '"
                    + location + "'");
        }
    }

    /** Removes the partitions of snapshots that are no longer published. */
    public void drop(Collection<Snapshot> snapshots) {
        for (Snapshot snapshot : snapshots) {
            execute("ALTER TABLE " + name + " DROP IF EXISTS PARTITION " + partition(snapshot));
        }
    }

    private void execute(String statement) {
        LOG.info("{}", statement);
        spark.sql(statement);
    }

    private static String partition(Snapshot snapshot) {
        return "(m=" + snapshot.version().m() + ", seed=" + snapshot.version().seed() + ", ds='" + snapshot.ds() + "')";
    }
}
