package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession.Request;
import dev.bochner.testkit.FullDiskFs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full or lost bytes: one line that says so and where, and a table that the next command can write. */
final class DiskFaultsTest {
    private static final String FULL = ": no space is left on the device; free some, then run again";
    private static final Request REQUEST = Request.of(
            Command.RUN,
            Optional.empty(),
            new StoreOptions(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofDays(1), Duration.ofDays(1)));

    @TempDir
    private java.nio.file.Path directory;

    private FeatureTable table;

    @BeforeEach
    void layOut() {
        table = FeatureTable.at(new Path(directory.resolve("table").toUri()), FullDiskFs.configuration());
    }

    @AfterEach
    void free() {
        FullDiskFs.declareFull(false);
    }

    @Test
    void endsTheRunWithOneLineAndGivesTheLockBack() {
        FullDiskFs.declareFull(true);
        StoreException full = assertThrows(StoreException.class, () -> RunSession.begin(table, REQUEST));
        assertTrue(full.getMessage().startsWith("Cannot write file:"), full.getMessage());
        assertTrue(full.getMessage().endsWith("/owner/heartbeat" + FULL), full.getMessage());
        FullDiskFs.declareFull(false);
        RunSession.begin(table, REQUEST).close();
    }

    @Test
    void namesTheFileThatIsNotWritten() {
        try (RunSession run = RunSession.begin(table, REQUEST)) {
            FullDiskFs.declareFull(true);
            StoreException full = assertThrows(
                    StoreException.class, () -> run.staging().writeAuditDraft(AuditFile.REPORT, new byte[] {1}));
            assertEquals("Cannot write " + run.staging().auditDraft(AuditFile.REPORT) + FULL, full.getMessage());
            FullDiskFs.declareFull(false);
        }
    }

    @Test
    void anEmptyJournalOfADeadRunDoesNotStopTheNext() throws IOException {
        RunId dead = new RunId("20261101T000000Z-00000000");
        java.nio.file.Path staging = directory.resolve("table/_staging/" + dead + "/owner");
        Files.createDirectories(staging);
        java.nio.file.Path journal = directory.resolve("table/_runs/" + dead + ".json");
        Files.createDirectories(journal.getParent());
        Files.createFile(journal);
        RunSession.begin(table, REQUEST).close();
        assertFalse(Files.exists(staging));
        Files.writeString(journal, "{\"form");
        Files.createDirectories(staging);
        assertEquals(
                "File " + table.runPath(dead)
                        + " is not JSON, line 1, column 7: it was damaged outside Bochner. Put it back"
                        + " from a backup, or move it out of the table and run again",
                assertThrows(StoreException.class, () -> RunSession.begin(table, REQUEST))
                        .getMessage());
        Files.delete(journal);
        RunSession.begin(table, REQUEST).close();
    }

    /** The lock is written past Hadoop; /dev/full takes no byte. */
    @Test
    void givesALockBackThatCannotBeWritten() throws IOException {
        java.nio.file.Path lock =
                Files.createDirectory(directory.resolve("table")).resolve("_lock");
        Files.createSymbolicLink(lock, java.nio.file.Path.of("/dev/full"));
        for (int attempt = 0; attempt < 2; attempt++) {
            StoreException full = assertThrows(StoreException.class, () -> RunSession.begin(table, REQUEST));
            assertEquals("Cannot lock " + lock + FULL, full.getMessage().replace("file:", ""));
        }
        Files.delete(lock);
        RunSession.begin(table, REQUEST).close();
    }
}
