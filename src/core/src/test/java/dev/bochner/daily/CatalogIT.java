package dev.bochner.daily;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.HiveSpark;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a table of a real Hive metastore follows what is published. */
@ExtendWith(Fixtures.class)
final class CatalogIT {
    private static final EmbeddingTable EMBEDDINGS = EmbeddingTable.of(30, 5, 3).withCarried("title");
    private static final String NAME = "bochner_it.item_features";

    @TempDir
    private Path directory;

    private SparkSession local;
    private SparkSession hive;
    private Path table;

    @BeforeEach
    void useTheMetastore(SparkSession session, HiveSpark metastore) {
        local = session;
        hive = metastore.session();
        table = directory.resolve("table");
        SparkSession.setActiveSession(hive);
        hive.sql("CREATE DATABASE IF NOT EXISTS bochner_it");
    }

    @AfterEach
    void dropTheTable() {
        hive.sql("DROP TABLE IF EXISTS " + NAME);
        SparkSession.setActiveSession(local);
    }

    @Test
    void saysHowToMakeTheTableAndThatTheSnapshotIsPublishedWithoutIt() throws IOException {
        String line = run("2026-11-20").failed(1);

        String create = "CREATE EXTERNAL TABLE " + NAME + " (`id` BIGINT, `title` STRING, features ARRAY<FLOAT>)"
                + " PARTITIONED BY (m INT, seed BIGINT, ds STRING) STORED AS PARQUET LOCATION 'file:" + table
                + "/features'";
        assertEquals(
                "bochner run: [m=8/seed=1/ds=2026-11-20, m=4/seed=-7/ds=2026-11-20] of file:" + table
                        + " is published, but not registered in catalog table " + NAME
                        + ": there is no such table. Create it: " + create + ". Then run again, which registers it",
                line);
        JsonNode journal = onlyJournal();
        assertEquals("published", journal.get("status").asText());
        assertEquals(0, journal.get("exit-code").asInt());
        assertEquals(30, files("m=4/seed=-7/ds=2026-11-20").count());

        hive.sql(create);
        assertTrue(run("2026-11-20").done().startsWith("Already published"));
        assertReadable(4, "2026-11-20", "m=4/seed=-7/ds=2026-11-20");
        assertReadable(8, "2026-11-20", "m=8/seed=1/ds=2026-11-20");
    }

    @Test
    void registersEachDayAndRepairsWhatWasDroppedByHand() throws IOException {
        create();
        run("2026-11-19").done();
        run("2026-11-20").done();
        List<String> all = List.of(
                "m=4/seed=-7/ds=2026-11-19",
                "m=4/seed=-7/ds=2026-11-20",
                "m=8/seed=1/ds=2026-11-19",
                "m=8/seed=1/ds=2026-11-20");
        assertEquals(all, partitions());
        assertReadable(8, "2026-11-19", "m=8/seed=1/ds=2026-11-19");

        hive.sql("ALTER TABLE " + NAME + " DROP PARTITION (m=8, seed=1, ds='2026-11-19')");
        assertEquals(3, partitions().size());
        assertTrue(run("2026-11-19").done().startsWith("Already published"));
        assertEquals(all, partitions());
        assertReadable(8, "2026-11-19", "m=8/seed=1/ds=2026-11-19");
    }

    @Test
    void followsRollbackAndExpiry() throws IOException {
        create();
        for (String ds : List.of("2026-11-18", "2026-11-19", "2026-11-20")) {
            run(ds).done();
        }
        onTable("rollback", "--to", "2026-11-19").done();
        assertEquals(
                List.of(
                        "m=4/seed=-7/ds=2026-11-18",
                        "m=4/seed=-7/ds=2026-11-19",
                        "m=8/seed=1/ds=2026-11-18",
                        "m=8/seed=1/ds=2026-11-19"),
                partitions());
        onTable("expire", "--keep", "1").done();
        assertEquals(List.of("m=4/seed=-7/ds=2026-11-19", "m=8/seed=1/ds=2026-11-19"), partitions());
        assertReadable(4, "2026-11-19", "m=4/seed=-7/ds=2026-11-19");
    }

    @Test
    void saysThatATableIsPartitionedInAnotherWay() throws IOException {
        hive.sql("CREATE TABLE " + NAME + " (id BIGINT) PARTITIONED BY (ds STRING) STORED AS PARQUET");
        String line = run("2026-11-20").failed(1);
        assertTrue(line.contains(" is published, but not registered in catalog table " + NAME + ": the catalog says "));
        assertTrue(line.contains(". It has to be as this makes it: CREATE EXTERNAL TABLE " + NAME + " ("), line);
    }

    @Test
    void saysWhatToDoAboutPartitionsThatCouldNotBeDropped() throws IOException {
        create();
        run("2026-11-19").done();
        run("2026-11-20").done();
        hive.sql("DROP TABLE " + NAME);
        String line = onTable("rollback", "--to", "2026-11-19").failed(1);
        assertTrue(
                line.startsWith("bochner rollback: [m=4/seed=-7/ds=2026-11-20, m=8/seed=1/ds=2026-11-20] is no longer"
                        + " published, but could not be dropped from catalog table " + NAME
                        + ": [TABLE_OR_VIEW_NOT_FOUND] "),
                line);
        assertTrue(
                line.endsWith("Do it by hand: ALTER TABLE " + NAME + " DROP IF EXISTS PARTITION (m=4, seed=-7,"
                        + " ds='2026-11-20'), PARTITION (m=8, seed=1, ds='2026-11-20')"),
                line);
    }

    private void create() {
        hive.sql("CREATE EXTERNAL TABLE " + NAME + " (id BIGINT, features ARRAY<FLOAT>, title STRING)"
                + " PARTITIONED BY (m INT, seed BIGINT, ds STRING) STORED AS PARQUET LOCATION 'file:" + table
                + "/features'");
    }

    private void assertReadable(int m, String ds, String snapshot) {
        String where = " WHERE ds = '" + ds + "' AND m = " + m;
        FeatureRows.of(hive.sql("SELECT id, features FROM " + NAME + where), "id")
                .assertSameAs(files(snapshot));
        Row types = hive.sql("SELECT typeof(m), typeof(seed), typeof(ds), title FROM " + NAME + where + " AND id = 7")
                .first();
        assertEquals("[int,bigint,string,title-7]", types.toString());
    }

    private FeatureRows files(String snapshot) {
        return FeatureRows.bySpark(
                local, JobConfigs.uri(table.resolve("features").resolve(snapshot)));
    }

    private List<String> partitions() {
        return hive.sql("SHOW PARTITIONS " + NAME).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private CommandRun run(String ds) throws IOException {
        Path source = directory.resolve("embeddings");
        if (!Files.exists(source)) {
            EMBEDDINGS.write(local, JobConfigs.uri(source), 2);
        }
        String text = JobConfigs.text(JobConfigs.uri(table), JobConfigs.uri(source)) + """
                bochner.catalog-table = %s
                bochner.source.carry = [title]
                bochner.features.versions = [{ m = 8, seed = "1" }, { m = 4, seed = "-7" }]
                """.formatted(NAME);
        Path conf = Files.writeString(directory.resolve("daily.conf"), text);
        return CommandRun.of("run", "--conf", conf.toString(), "--ds", ds);
    }

    private CommandRun onTable(String command, String option, String value) {
        return CommandRun.of(command, "--table", table.toString(), option, value, "--catalog-table", NAME);
    }

    private JsonNode onlyJournal() throws IOException {
        try (Stream<Path> all = Files.list(table.resolve("_runs"))) {
            List<Path> journals =
                    all.filter(file -> file.toString().endsWith(".json")).toList();
            assertEquals(1, journals.size());
            return new ObjectMapper().readTree(journals.get(0).toFile());
        }
    }
}
