package dev.bochner.testkit;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark session with a real Hive metastore, in an embedded Derby below the build directory. It shares the SparkContext
 * of the fork's local session, but not its catalog; the local session stays the default one.
 */
public final class HiveSpark implements AutoCloseable {
    private final SparkSession session;

    private HiveSpark(SparkSession session) {
        this.session = session;
    }

    static HiveSpark start() {
        SparkSession local = LocalSpark.session();
        // Creating the metastore's schema is hundreds of transactions, and none has to survive a crash of the machine.
        System.setProperty("derby.system.durability", "test");
        Path directory = TestFiles.freshDirectory("hive");
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
        try {
            return new HiveSpark(SparkSession.builder()
                    .enableHiveSupport()
                    .config(
                            "spark.sql.warehouse.dir",
                            directory.resolve("warehouse").toUri().toString())
                    .config(
                            "javax.jdo.option.ConnectionURL",
                            "jdbc:derby:;databaseName=" + directory.resolve("metastore") + ";create=true")
                    .config("datanucleus.schema.autoCreateAll", true)
                    .config("hive.metastore.schema.verification", false)
                    .getOrCreate());
        } finally {
            SparkSession.setDefaultSession(local);
            SparkSession.setActiveSession(local);
        }
    }

    public SparkSession session() {
        return session;
    }

    /** Leaves the SparkContext to the local session; Derby ends with the JVM. */
    @Override
    public void close() {
        SparkSession.clearActiveSession();
    }
}
