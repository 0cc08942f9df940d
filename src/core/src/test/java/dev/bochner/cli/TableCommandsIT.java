package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people do about a table with the configuration of the daily job alone, and what they are told. */
@ExtendWith(Fixtures.class)
final class TableCommandsIT {
    @TempDir
    private Path directory;

    @Test
    void aConfigurationIsEnoughForEveryCommand(SparkSession spark) throws IOException {
        Path conf = conf();
        EmbeddingTable good = EmbeddingTable.of(1000, 4, 1);
        good.write(spark, source("2026-11-19"), 1);
        good.withBroken(Defect.NULL_EMBEDDING, 3)
                .withBroken(Defect.NAN, 2)
                .withBroken(Defect.DUPLICATE_ID, 2)
                .write(spark, source("2026-11-20"), 1);
        assertEquals(
                "Published [m=8/seed=1/ds=2026-11-19]; 1000 rows read, 1000 written",
                CommandRun.of("run", "--conf", conf.toString(), "--ds", "2026-11-19")
                        .done());

        String published = CommandRun.of("run", "--conf", conf.toString(), "--ds", "2026-11-20")
                .done();
        String undo = "bochner rollback --table file:" + directory + "/table --to 2026-11-19";
        assertTrue(
                published.startsWith("Published [m=8/seed=1/ds=2026-11-20]; 1009 rows read, 1000 written, 9 quarantined"
                        + " (4 duplicate-id, 3 null-embedding, 2 not-finite); quarantined rows are in "),
                published);
        assertTrue(published.endsWith(System.lineSeparator() + "To take it back: " + undo), published);

        assertEquals(
                3,
                CommandRun.of("versions", "--conf", conf.toString())
                        .done()
                        .lines()
                        .count());
        exportAndCache(conf);
        assertTrue(CommandRun.of("expire", "--conf", conf.toString(), "--keep", "1", "--dry-run")
                .done()
                .contains("m=8/seed=1/ds=2026-11-19"));
        rollBack(conf, undo);
        runs(conf);
    }

    private void exportAndCache(Path conf) {
        Path layer = directory.resolve("layer.npz");
        CommandRun.of("export", "--conf", conf.toString(), "--format", "npz", "--out", layer.toString())
                .done();
        assertTrue(Files.exists(layer));
        CommandRun cached = CommandRun.of(
                "cache",
                "--conf",
                conf.toString(),
                "--out",
                directory.resolve("cache").toString());
        assertTrue(cached.done().contains("1000 rows of 16 columns"), cached.out());
        assertEquals(
                "bochner export: --m and --seed are not both given, expected one of the versions [m=8/seed=1]",
                CommandRun.of("export", "--table", directory + "/table", "--format", "npz", "--out", layer + "2")
                        .failed(2));
    }

    private void rollBack(Path conf, String undo) {
        Path newest = directory.resolve("table/features/m=8/seed=1/ds=2026-11-20");
        assertEquals(
                "Dry run, nothing is changed; without --dry-run file:" + directory + "/table goes back to 2026-11-19,"
                        + " no longer published: [m=8/seed=1/ds=2026-11-20]",
                CommandRun.of("rollback", "--conf", conf.toString(), "--to", "2026-11-19", "--dry-run")
                        .done());
        assertTrue(Files.exists(newest));
        assertEquals(
                "bochner rollback: Nothing to roll back in file:" + directory
                        + "/table: 2026-11-20 is the newest date of" + " [m=8/seed=1]",
                CommandRun.of("rollback", "--conf", conf.toString(), "--to", "2026-11-20", "--dry-run")
                        .failed(4));
        // Exactly as it was printed.
        CommandRun.of(undo.substring("bochner ".length()).split(" ")).done();
        assertFalse(Files.exists(newest));
    }

    private void runs(Path conf) throws IOException {
        Files.createFile(directory.resolve("table/_runs/20261101T000000Z-00000000.json"));
        Files.writeString(directory.resolve("table/_runs/README.txt"), "not ours");
        String text = CommandRun.of("runs", "--conf", conf.toString()).done();
        String[] lines = text.split(System.lineSeparator());
        assertEquals(6, lines.length, text);
        assertTrue(lines[1].contains("  rollback  2026-11-19  "), text);
        assertTrue(lines[2].contains("  run       2026-11-20  "), text);
        assertTrue(lines[2].contains("  published  0          m=8/seed=1/ds=2026-11-20  "), text);
        assertEquals("Skipped: File file:" + directory + "/table/_runs/README.txt is no journal of a run", lines[4]);
        assertTrue(
                lines[5].startsWith("Skipped: File file:" + directory + "/table/_runs/20261101T000000Z-00000000.json is"
                        + " empty"),
                text);
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("runs", "--conf", conf.toString(), "--json", "--limit", "1")
                        .done());
        assertEquals(1, json.size());
        assertEquals("rollback", json.get(0).get("command").asText());
        assertEquals("done", json.get(0).get("status").asText());
    }

    private Path conf() throws IOException {
        String text = JobConfigs.text(JobConfigs.uri(directory.resolve("table")), directory.toUri() + "ds={ds}")
                + "bochner.features.versions = [{ m = 8, seed = \"1\" }]\n";
        return Files.writeString(directory.resolve("daily.conf"), text);
    }

    private String source(String ds) {
        return directory.toUri() + "ds=" + ds;
    }
}
