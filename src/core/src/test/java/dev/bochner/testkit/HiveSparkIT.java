package dev.bochner.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Fixtures.class)
final class HiveSparkIT {
    @Test
    void registersAPartitionTwiceAndReadsIt(HiveSpark hive, SparkSession local, @TempDir Path temp) {
        SparkSession spark = hive.session();
        Path partition = temp.resolve("m=16/seed=-7/ds=2026-11-20");
        local.range(5).write().parquet(partition.toString());
        spark.sql("CREATE EXTERNAL TABLE registered (id BIGINT) PARTITIONED BY (m INT, seed BIGINT, ds STRING)"
                + " STORED AS PARQUET LOCATION '" + temp.toUri() + "'");
        String register = "ALTER TABLE registered ADD IF NOT EXISTS"
                + " PARTITION (m = 16, seed = -7, ds = '2026-11-20') LOCATION '" + partition.toUri() + "'";
        spark.sql(register);
        spark.sql(register);
        assertEquals(1, spark.sql("SHOW PARTITIONS registered").count());
        Row row = spark.sql("SELECT count(*), min(m), min(seed), min(ds), typeof(min(ds)) FROM registered")
                .first();
        assertEquals("[5,16,-7,2026-11-20,string]", row.toString());
    }

    @Test
    void leavesTheLocalSessionAlone(HiveSpark hive, SparkSession local) {
        hive.session().sql("CREATE TABLE IF NOT EXISTS only_in_hive (id BIGINT) STORED AS PARQUET");
        assertFalse(local.catalog().tableExists("only_in_hive"));
        assertSame(local, SparkSession.active());
        assertEquals("in-memory", local.conf().get("spark.sql.catalogImplementation"));
    }
}
